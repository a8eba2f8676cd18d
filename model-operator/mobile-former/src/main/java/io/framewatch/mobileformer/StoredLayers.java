package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** The layers of a stored portable graph. */
final class StoredLayers implements FoldedLayers {

    private final Map<String, TensorProto> constants = new HashMap<>();

    StoredLayers(ModelProto portable) {
        portable.getGraph()
                .getInitializerList()
                .forEach(constant -> constants.put(constant.getName(), constant));
    }

    @Override
    public Tensor tensor(String name) {
        TensorProto constant = constants.get(name);
        if (constant == null || constant.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException("graph has no constant '" + name + "' of floats");
        }
        FloatBuffer buffer =
                constant.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        int[] shape = constant.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        return new Tensor(shape, values);
    }

    @Override
    public Affine affine(String name) {
        Tensor weight = tensor(name + ".weight");
        Affine layer = weight.shape().length == 2 ? Affine.ofTransposed(weight) : Affine.of(weight);
        return constants.containsKey(name + ".bias")
                ? layer.thenAdd(tensor(name + ".bias"))
                : layer;
    }
}

package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;

/**
 * An output with one row of floats for each image, made from a tensor of the graph.
 *
 * @param source the tensor, image after image
 * @param isPooled whether the mean over height and width is taken
 * @param isReshaped whether it is reshaped to [batch, length]
 * @param length number of floats of an image
 */
public record OutputRow(String source, boolean isPooled, boolean isReshaped, long length) {

    static OutputRow of(String source, ObservedTensor tensor, long length) {
        return new OutputRow(source, false, tensor.shape().length != 2, length);
    }

    static OutputRow pooled(String source, long channels) {
        return new OutputRow(source, true, true, channels);
    }

    /** Name of the output. */
    public String name() {
        return isReshaped ? source + "_row" : source;
    }

    /** The nodes that compute it, for batches of any size. */
    List<NodeProto> nodes() {
        List<NodeProto> nodes = new ArrayList<>();
        String rows = source;
        if (isPooled) {
            rows = source + "_mean";
            nodes.add(Nodes.node("GlobalAveragePool", rows, source));
        }
        if (isReshaped) {
            nodes.add(Nodes.constant(name() + "_shape", -1, length));
            nodes.add(Nodes.node("Reshape", name(), rows, name() + "_shape"));
        }
        return nodes;
    }

    ValueInfoProto info(Dimension batch) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(batch);
        shape.addDimBuilder().setDimValue(length);
        TypeProto.Builder type = TypeProto.newBuilder();
        type.getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name()).setType(type).build();
    }
}

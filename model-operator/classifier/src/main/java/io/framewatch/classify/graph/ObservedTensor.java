package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/**
 * A tensor of a run of the graph, or a stored one.
 *
 * @param isFloat whether its elements are float32
 * @param shape its dimensions
 * @param integers its elements, if they are integers and at most {@link #MAX_INTEGERS} of them;
 *     otherwise null
 */
public record ObservedTensor(boolean isFloat, long[] shape, long[] integers) {

    /** Most integers that are kept: shapes, axes and indices have no more. */
    public static final int MAX_INTEGERS = 64;

    static ObservedTensor stored(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        boolean isFloat = tensor.getDataType() == DataType.FLOAT.getNumber();
        return new ObservedTensor(
                isFloat, shape, product(shape) > MAX_INTEGERS ? null : integers(tensor));
    }

    /** Number of elements. */
    long size() {
        return product(shape);
    }

    static long product(long... dimensions) {
        return LongStream.of(dimensions).reduce(1, (a, b) -> a * b);
    }

    private static long[] integers(TensorProto tensor) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.getDataType() == DataType.INT64.getNumber()) {
            return raw.hasRemaining()
                    ? LongStream.generate(raw::getLong).limit(raw.remaining() / 8).toArray()
                    : tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        if (tensor.getDataType() == DataType.INT32.getNumber()) {
            return raw.hasRemaining()
                    ? LongStream.generate(raw::getInt).limit(raw.remaining() / 4).toArray()
                    : tensor.getInt32DataList().stream().mapToLong(Integer::longValue).toArray();
        }
        return null;
    }
}

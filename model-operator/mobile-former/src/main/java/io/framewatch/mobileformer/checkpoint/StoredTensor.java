package io.framewatch.mobileformer.checkpoint;

import io.framewatch.mobileformer.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tensor in a file: a strided view of a storage.
 *
 * @param storage where the elements are
 * @param offset element of the storage at which the view begins
 * @param shape the dimensions
 * @param strides distance of two neighbours along each dimension, in elements of the storage
 */
record StoredTensor(Storage storage, long offset, int[] shape, long[] strides) {

    private static final int MAX_DIMENSIONS = 8;

    /**
     * A view of a storage.
     *
     * @throws IllegalArgumentException if it is not inside the storage
     */
    static StoredTensor of(Storage storage, long offset, long[] shape, long[] strides) {
        boolean valid = shape.length == strides.length && shape.length <= MAX_DIMENSIONS;
        long size = 1;
        for (int i = 0; valid && i < shape.length; i++) {
            valid = shape[i] >= 0 && shape[i] <= Integer.MAX_VALUE && strides[i] >= 0;
            size = saturatedMultiply(size, shape[i]);
        }
        long most = Math.min(storage.size(), Integer.MAX_VALUE / storage.type().size());
        if (!valid
                || size > Integer.MAX_VALUE
                || offset < 0
                || end(offset, shape, strides) > most) {
            throw new IllegalArgumentException(
                    "tensor of shape %s with strides %s at %d must lie in the first %d elements of its storage"
                            .formatted(
                                    Arrays.toString(shape),
                                    Arrays.toString(strides),
                                    offset,
                                    most));
        }
        int[] dimensions = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        return new StoredTensor(storage, offset, dimensions, strides);
    }

    /** A contiguous tensor. */
    static StoredTensor contiguous(Storage storage, long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride = saturatedMultiply(stride, shape[i]);
        }
        return of(storage, 0, shape, strides);
    }

    /** Reads the elements, in the order of their indices. */
    Tensor read() throws IOException {
        int bytes = storage.type().size();
        long[] longs = Arrays.stream(shape).asLongStream().toArray();
        int length = (int) (end(offset, longs, strides) - offset) * bytes;
        ByteBuffer buffer = storage.read(offset * bytes, length);
        float[] values = new float[(int) Arrays.stream(longs).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = storage.type().read(buffer, position(i) * bytes);
        }
        return new Tensor(shape, values);
    }

    /** The position of element i, in elements from the offset. */
    private int position(int i) {
        long position = 0;
        int index = i;
        for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
            position += index % shape[dimension] * strides[dimension];
            index /= shape[dimension];
        }
        return (int) position;
    }

    /** The element after the last one of a view; {@link Long#MAX_VALUE} if that is beyond longs. */
    private static long end(long offset, long[] shape, long[] strides) {
        long last = offset;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0) {
                return offset;
            }
            last = saturatedAdd(last, saturatedMultiply(shape[i] - 1, strides[i]));
        }
        return saturatedAdd(last, 1);
    }

    private static long saturatedMultiply(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static long saturatedAdd(long a, long b) {
        return a + b >= 0 ? a + b : Long.MAX_VALUE;
    }
}

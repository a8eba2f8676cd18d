package io.framewatch.mobileformer;

import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor in row-major order. Neither array is copied: the caller must not change them afterwards.
 *
 * @param shape the dimensions, each at least 0; empty for a scalar
 * @param values the values; their number is the product of the dimensions
 */
public record Tensor(int[] shape, float[] values) {

    public Tensor {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(values, "values");
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "%d values for shape %s must be %d"
                            .formatted(values.length, Arrays.toString(shape), size(shape)));
        }
    }

    static Tensor of(float[] values, int... shape) {
        return new Tensor(shape, values);
    }

    /** Number of values of a shape. */
    static long size(int... shape) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}

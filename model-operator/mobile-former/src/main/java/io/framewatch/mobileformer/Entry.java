package io.framewatch.mobileformer;

import java.util.Arrays;

/**
 * An entry of a checkpoint: name, shape and role of a tensor.
 *
 * @param name as PyTorch writes it, for example {@code features.1.conv1.0.weight}
 * @param role what the numbers are
 * @param shape the dimensions; empty for a scalar
 */
public record Entry(String name, Role role, int... shape) {

    /** What the numbers of an entry are. */
    public enum Role {
        /** Trained weights that multiply, and the tokens. */
        WEIGHT,
        /** Trained scale of a normalisation. */
        SCALE,
        /** Trained summand. */
        BIAS,
        /** Running mean of a batch normalisation, not a parameter. */
        MEAN,
        /** Running variance of a batch normalisation, not a parameter. */
        VARIANCE,
        /** Number of batches seen in training: an integer that inference does not need. */
        COUNTER;

        private boolean isParameter() {
            return this == WEIGHT || this == SCALE || this == BIAS;
        }
    }

    /** Number of values. */
    public long size() {
        return Tensor.size(shape);
    }

    /** Number of trained values: all or none. */
    public long parameters() {
        return role.isParameter() ? size() : 0;
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}

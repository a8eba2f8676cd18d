package io.framewatch.mobileformer;

import io.framewatch.mobileformer.Entry.Role;
import java.util.Arrays;
import java.util.Random;

/**
 * Initial values of a training. Weights are uniform with a variance of 1 / fan-in, so that signals
 * keep their size. Normalisations change nothing, and biases are 0. Dynamic ReLU then starts near
 * plain ReLU.
 */
final class UntrainedTensor {

    private UntrainedTensor() {}

    static Tensor of(Entry entry, long seed) {
        float[] values = new float[Math.toIntExact(entry.size())];
        if (entry.role() == Role.WEIGHT) {
            fillUniform(values, Math.sqrt(3.0 / fanIn(entry)), entry.name(), seed);
        } else if (entry.role() == Role.SCALE || entry.role() == Role.VARIANCE) {
            Arrays.fill(values, 1);
        }
        return new Tensor(entry.shape(), values);
    }

    /**
     * {@link Random} and {@link String#hashCode} are specified to the bit, so the values are the
     * same on every platform.
     */
    private static void fillUniform(float[] values, double bound, String name, long seed) {
        Random random = new Random(seed * 31 + name.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
    }

    private static long fanIn(Entry entry) {
        return entry.size() / entry.shape()[0];
    }
}

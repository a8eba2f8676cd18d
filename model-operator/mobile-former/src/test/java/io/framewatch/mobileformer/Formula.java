package io.framewatch.mobileformer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Weights and images as pseudo-random functions of their names, so that another implementation of
 * the network can use the same numbers: SplitMix64 seeded by the name's 64-bit FNV-1a hash.
 */
public final class Formula {

    private Formula() {}

    public static Weights weights(Variant variant) {
        return Weights.of(variant, Formula::tensor);
    }

    /** Image k of the reference, float32 [3, 224, 224]. */
    public static float[] image(int k) {
        float[] values = new float[3 * Variant.RESOLUTION * Variant.RESOLUTION];
        long hash = hash("input:" + k);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) uniform(hash, i);
        }
        return values;
    }

    private static Tensor tensor(Entry entry) {
        float[] values = new float[(int) entry.size()];
        long hash = hash(entry.name());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value(entry, uniform(hash, i));
        }
        return new Tensor(entry.shape(), values);
    }

    private static double value(Entry entry, double u) {
        return switch (entry.role()) {
            case VARIANCE -> 1 + 0.5 * u;
            case MEAN, BIAS -> 0.1 * u;
            case SCALE -> 1 + 0.25 * u;
            case COUNTER -> 0;
            case WEIGHT ->
                    entry.name().equals("tokens.weight")
                            ? u
                            : u * Math.sqrt(3.0 * entry.shape()[0] / entry.size());
        };
    }

    /** Number i of the sequence, in [-1, 1). */
    private static double uniform(long hash, int i) {
        long z = hash + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 2.0 / (1L << 53) - 1;
    }

    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}

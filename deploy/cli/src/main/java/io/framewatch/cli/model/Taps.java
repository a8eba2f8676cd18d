package io.framewatch.cli.model;

import io.framewatch.ingest.capture.Fit;

/**
 * The filter that resizes and crops a line of pixels: for each output pixel the input pixels and
 * their weights. The weights are a triangle around the same position, two pixels of the coarser
 * line wide.
 */
final class Taps {

    private final int[] first = new int[Fit.SIZE];
    private final float[][] weights = new float[Fit.SIZE][];

    private Taps() {}

    /**
     * The filter of a line.
     *
     * @param length pixels of the line
     * @param resized pixels of the resized line
     * @param cut first pixel of the crop in the resized line
     */
    static Taps of(int length, int resized, int cut) {
        Taps taps = new Taps();
        double scale = (double) length / resized;
        double reach = Math.max(scale, 1);
        for (int i = 0; i < Fit.SIZE; i++) {
            double centre = (cut + i + 0.5) * scale;
            int from = Math.max(0, (int) (centre - reach + 0.5));
            int to = Math.min(length, (int) (centre + reach + 0.5));
            taps.first[i] = from;
            taps.weights[i] = triangle(centre - 0.5 - from, reach, to - from);
        }
        return taps;
    }

    /** First input pixel of an output pixel. */
    int first(int i) {
        return first[i];
    }

    /** End of the input pixels of an output pixel, excluded. */
    int end(int i) {
        return first[i] + weights[i].length;
    }

    /** Weights of the input pixels of an output pixel; their sum is 1. */
    float[] weights(int i) {
        return weights[i];
    }

    private static float[] triangle(double peak, double reach, int count) {
        float[] triangle = new float[count];
        double sum = 0;
        for (int tap = 0; tap < count; tap++) {
            triangle[tap] = (float) Math.max(0, 1 - Math.abs(tap - peak) / reach);
            sum += triangle[tap];
        }
        for (int tap = 0; tap < count; tap++) {
            triangle[tap] /= (float) sum;
        }
        return triangle;
    }
}

package io.framewatch.cli.model;

/**
 * The expected calibration error (arXiv:1706.04599) of the best labels, over 15 bins of equal
 * width: how far probabilities are from the share of right answers. Not thread-safe.
 */
final class Calibration {

    private static final int BINS = 15;

    private final int[] images = new int[BINS];
    private final double[] probabilities = new double[BINS];
    private final int[] right = new int[BINS];

    /**
     * Counts an image.
     *
     * @param probability of its best label, 0..1
     * @param isRight whether that label is the true one
     */
    void add(double probability, boolean isRight) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        images[bin]++;
        probabilities[bin] += probability;
        right[bin] += isRight ? 1 : 0;
    }

    /**
     * Mean difference of probability and share of right labels in a bin, weighted by its images.
     *
     * @return 0..1; 0 without images
     */
    double error() {
        double sum = 0;
        int all = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(probabilities[bin] - right[bin]);
            all += images[bin];
        }
        return all == 0 ? 0 : sum / all;
    }
}

package io.framewatch.ingest.capture;

/**
 * What is left of a small grey picture without brightness and contrast: how much each sample
 * differs from those around it, in units of what is usual there. Immutable.
 */
final class ViewStructure {

    static final int COLUMNS = StillScene.COLUMNS;
    static final int ROWS = StillScene.ROWS;

    /** Samples to each side that a sample is compared with. */
    private static final int SURROUNDINGS = 3;

    /** Samples to each side that say what difference is usual. */
    private static final int NEIGHBOURHOOD = 4;

    /** Differences below this, of 255, are noise and are not made large. */
    private static final double NOISE = 0.5;

    private final double[] values;
    private final double contrast;

    private ViewStructure(double[] values, double contrast) {
        this.values = values;
        this.contrast = contrast;
    }

    /**
     * The structure of a picture.
     *
     * @param luma {@link #COLUMNS} x {@link #ROWS} samples, 0..255
     */
    static ViewStructure of(double[] luma) {
        double[] surroundings = blurred(luma, SURROUNDINGS);
        double[] difference = new double[luma.length];
        double[] square = new double[luma.length];
        double sum = 0;
        for (int i = 0; i < luma.length; i++) {
            difference[i] = luma[i] - surroundings[i];
            square[i] = difference[i] * difference[i];
            sum += square[i];
        }
        double[] usual = blurred(square, NEIGHBOURHOOD);
        for (int i = 0; i < luma.length; i++) {
            difference[i] /= Math.sqrt(Math.max(0, usual[i])) + NOISE;
        }
        return new ViewStructure(unit(difference), Math.sqrt(sum / luma.length));
    }

    /** Typical difference of a sample from those around it, of 255. */
    double contrast() {
        return contrast;
    }

    /** How alike two structures are: 1 for the same, about 0 for those of different scenes. */
    double similarity(ViewStructure other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /**
     * A structure between this one and another.
     *
     * @param share how much the other one counts, 0..1
     */
    ViewStructure towards(ViewStructure other, double share) {
        double[] mixed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            mixed[i] = values[i] + (other.values[i] - values[i]) * share;
        }
        return new ViewStructure(unit(mixed), contrast + (other.contrast - contrast) * share);
    }

    private static double[] unit(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        double length = sum == 0 ? 1 : Math.sqrt(sum);
        double[] unit = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            unit[i] = values[i] / length;
        }
        return unit;
    }

    /** The mean of each square of samples; those at the border count again beyond it. */
    private static double[] blurred(double[] samples, int radius) {
        return blurred(blurred(samples, radius, COLUMNS, 1), radius, ROWS, COLUMNS);
    }

    /**
     * Blurs along lines.
     *
     * @param length samples of a line
     * @param step from one sample of a line to the next
     */
    private static double[] blurred(double[] samples, int radius, int length, int step) {
        double[] blurred = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int at = i / step % length;
            double sum = 0;
            for (int offset = -radius; offset <= radius; offset++) {
                int near = Math.max(0, Math.min(length - 1, at + offset));
                sum += samples[i + (near - at) * step];
            }
            blurred[i] = sum / (2 * radius + 1);
        }
        return blurred;
    }
}

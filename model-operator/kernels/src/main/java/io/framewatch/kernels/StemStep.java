package io.framewatch.kernels;

/**
 * 3x3 convolution with stride 2 of the image, then ReLU6.
 *
 * @param rows room for three rows of the image
 * @param firstRow first row of the output; an image begins with row 0
 * @param count rows of the output
 * @param weights offset of the means, with the packed convolution behind them
 */
record StemStep(FeatureMap y, Place rows, int firstRow, int count, int weights) implements Step {

    /** {@code STEM_ROOM} of {@code stem.h}. */
    static final int ROOM = 3 * 3 * 2 * 128;

    /** Colours of the image. */
    static final int COLOURS = 3;

    /** Neighbours of a pixel in all colours. */
    static final int TAPS = 9 * COLOURS;

    private static final int RESOLUTION = 112;
    private static final int MAX_OUTPUTS = 128;

    @Override
    public Kind kind() {
        return Kind.STEM;
    }

    @Override
    public long multiplyAdds() {
        return (long) TAPS * y.channels() * count * y.resolution();
    }

    @Override
    public int resolution() {
        return y.resolution();
    }

    @Override
    public void write(PlanWriter to) {
        to.put(y.place()).put(rows).put(y.geometry()).put(y.channels(), firstRow, count, weights);
    }

    @Override
    public void check(Bounds bounds) {
        bounds.atMost("outputs of the stem", y.channels(), MAX_OUTPUTS);
        bounds.same("resolution of the stem", y.resolution(), RESOLUTION);
        bounds.atLeast("first row of the stem", firstRow, 0);
        bounds.atLeast("rows of the stem", count, 0);
        int last = Math.addExact(firstRow, count);
        bounds.atMost("last row of the stem", last, RESOLUTION);
        long row = y.geometry().row();
        bounds.lanes("stem", y, firstRow * row, last * row, y.planes(0, y.channels() - 1));
        bounds.scratch("rows of the image", rows, 0, ROOM);
        bounds.weights("stem", weights, COLOURS + (1L + TAPS) * y.channels());
    }
}

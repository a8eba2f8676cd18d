package io.framewatch.kernels;

/** The mean of each plane, then hard swish, to the first columns of a row. */
record MeanStep(FeatureMap x, Rows y) implements Step {

    @Override
    public Kind kind() {
        return Kind.MEAN;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.place()).put(y.place()).put(x.geometry()).put(x.channels());
    }

    @Override
    public void check(Bounds bounds) {
        bounds.planes("input of a mean", x, x.planes(0, x.channels() - 1));
        bounds.rows("means", y, x.channels());
    }
}

package io.framewatch.kernels;

/**
 * Some outputs of a pointwise convolution that have the same inputs.
 *
 * @param residual what is added, plane by plane as in {@code to}; null for nothing
 * @param weights offset of the packed weights
 */
record PointwiseStep(
        FeatureMap from,
        FeatureMap to,
        FeatureMap residual,
        Activation activation,
        Band band,
        Planes planes,
        int weights)
        implements Step {

    /**
     * Lanes of all planes.
     *
     * @param first a multiple of the vectors' width
     * @param lanes a multiple of the vectors' width
     */
    record Band(int first, int lanes) {}

    /**
     * Planes and channels.
     *
     * @param x offset of the plane of each input
     * @param y offset of the plane of each output
     * @param channels number of each output, for its coefficients
     */
    record Planes(int[] x, int[] y, int[] channels) {}

    @Override
    public Kind kind() {
        return Kind.POINTWISE;
    }

    @Override
    public long multiplyAdds() {
        return (long) planes.x().length * planes.y().length * pixels();
    }

    @Override
    public int resolution() {
        return to.resolution();
    }

    @Override
    public void write(PlanWriter writer) {
        writer.put(from.place()).put(to.place());
        writer.put(residual == null ? Place.NONE : residual.place());
        writer.put(activation.coefficients()).put(to.geometry()).put(residual != null);
        writer.put(activation.kind().ordinal(), activation.second());
        writer.put(band.first(), band.lanes());
        writer.put(planes.x().length, planes.y().length, weights);
        writer.put(planes.x()).put(planes.y()).put(planes.channels());
    }

    private int pixels() {
        int rows = Math.min(to.resolution(), band.lanes() / to.geometry().row());
        return rows * to.resolution();
    }

    @Override
    public void check(Bounds bounds) {
        int last = Math.addExact(band.first(), band.lanes());
        bounds.same("resolution", from.resolution(), to.resolution());
        bounds.same("channels", planes.channels().length, planes.y().length);
        bounds.lanes("input of a pointwise convolution", from, band.first(), last, planes.x());
        bounds.lanes("output of a pointwise convolution", to, band.first(), last, planes.y());
        if (residual != null) {
            String what = "summand of a pointwise convolution";
            bounds.lanes(what, residual, band.first(), last, planes.y());
        }
        bounds.activation(activation, planes.channels());
        int lanes = to.geometry().lanes(bounds.lanes());
        bounds.multiple("first lane", band.first(), bounds.lanes().width());
        bounds.multiple("lanes", band.lanes(), bounds.lanes().width());
        bounds.atMost("last lane", last, lanes);
        bounds.weights(
                "pointwise convolution", weights, (1L + planes.x().length) * planes.y().length);
    }
}

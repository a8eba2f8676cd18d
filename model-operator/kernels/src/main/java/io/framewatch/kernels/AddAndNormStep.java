package io.framewatch.kernels;

/**
 * The layer normalisation of a sum.
 *
 * @param z rows without gaps
 * @param y rows without gaps, may be z
 * @param weights offset of scale and shift
 */
record AddAndNormStep(Rows z, Rows update, Rows y, int weights) implements Step {

    @Override
    public Kind kind() {
        return Kind.ADD_AND_NORM;
    }

    @Override
    public boolean eachImage() {
        return false;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(z.offset(), update.offset(), update.length(), y.offset());
        to.put(z.ofImage(), z.length(), weights);
    }

    @Override
    public void check(Bounds bounds) {
        bounds.atMost("rows", z.ofImage(), Math.min(update.ofImage(), y.ofImage()));
        bounds.multiple("width", z.length(), bounds.lanes().width());
        bounds.atMost("width", z.length(), y.length());
        bounds.rows("tokens", z, z.length());
        bounds.rows("update of tokens", update, z.length());
        bounds.rows("normalised tokens", y, z.length());
        bounds.weights("layer normalisation", weights, 2L * z.length());
    }
}

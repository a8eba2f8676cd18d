package io.framewatch.kernels;

/** The network's tokens to the rows of each image. */
record TokensStep(Rows y, int weights) implements Step {

    @Override
    public Kind kind() {
        return Kind.TOKENS;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(y.place()).put(weights, length());
    }

    @Override
    public void check(Bounds bounds) {
        bounds.multiple("floats of tokens", length(), bounds.lanes().width());
        bounds.rows("tokens", y, y.length());
        bounds.weights("tokens", weights, length());
    }

    private int length() {
        return Math.multiplyExact(y.length(), y.ofImage());
    }
}

package io.framewatch.kernels;

/**
 * A linear layer on rows of the batch.
 *
 * @param inputs floats of a row of x
 * @param panels parts of the outputs
 * @param weights offset of the packed weights
 */
record LinearStep(Rows x, Rows y, int inputs, int panels, Activation.Kind activation, int weights)
        implements Step {

    @Override
    public Kind kind() {
        return Kind.LINEAR;
    }

    @Override
    public boolean eachImage() {
        return false;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.offset(), x.length(), y.offset(), y.length(), x.ofImage());
        to.put(inputs, panels, activation.ordinal(), weights);
    }

    @Override
    public void check(Bounds bounds) {
        long outputs = (long) panels * bounds.lanes().panel();
        bounds.atLeast("inputs", inputs, 0);
        bounds.atLeast("panels", panels, 0);
        bounds.atMost("rows", x.ofImage(), y.ofImage());
        bounds.rows("input of a linear layer", x, inputs);
        bounds.rows("output of a linear layer", y, outputs);
        bounds.weights("linear layer", weights, (1L + inputs) * outputs);
    }
}

package io.framewatch.kernels;

/**
 * A linear layer on rows of the batch.
 *
 * @param inputs floats of a row of x
 * @param outputs floats of a row of y that are asked for
 * @param panels parts of the outputs
 * @param weights offset of the packed weights
 */
record LinearStep(
        Rows x,
        Rows y,
        int inputs,
        int outputs,
        int panels,
        Activation.Kind activation,
        int weights)
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
    public long multiplyAdds() {
        return (long) inputs * outputs * x.ofImage();
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.offset(), x.length(), y.offset(), y.length(), x.ofImage());
        to.put(inputs, panels, activation.ordinal(), weights);
    }

    @Override
    public void check(Bounds bounds) {
        long padded = (long) panels * bounds.lanes().panel();
        bounds.atLeast("inputs", inputs, 0);
        bounds.atLeast("panels", panels, 0);
        bounds.atMost("rows", x.ofImage(), y.ofImage());
        bounds.rows("input of a linear layer", x, inputs);
        bounds.rows("output of a linear layer", y, padded);
        bounds.weights("linear layer", weights, (1L + inputs) * padded);
    }
}

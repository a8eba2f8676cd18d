package io.framewatch.kernels;

/**
 * Copies the beginning of a row of each image.
 *
 * @param length floats, a multiple of 16
 */
record CopyStep(Rows x, Rows y, int length) implements Step {

    @Override
    public Kind kind() {
        return Kind.COPY;
    }

    @Override
    public void write(PlanWriter to) {
        to.put(x.place()).put(y.place()).put(length);
    }

    @Override
    public void check(Bounds bounds) {
        bounds.multiple("length of a copy", length, bounds.lanes().width());
        bounds.scratch("source of a copy", x.place(), 0, length);
        bounds.scratch("copy", y.place(), 0, length);
    }
}

package io.framewatch.kernels;

/**
 * A row of each image to one of the caller's outputs.
 *
 * @param kind {@link Step.Kind#LOGITS} or {@link Step.Kind#EMBEDDINGS}
 * @param length floats
 */
record OutputStep(Kind kind, Rows x, int length) implements Step {

    @Override
    public void write(PlanWriter to) {
        to.put(x.place()).put(length);
    }

    @Override
    public void check(Bounds bounds) {
        bounds.output(kind, length);
        bounds.rows("output", x, length);
    }
}

package io.framewatch.classify;

/** What a model answers as it is stored, to compare faster forms with. */
final class Reference implements AutoCloseable {

    /** Images that are compared. */
    static final int IMAGES = 8;

    private final SampleImages samples;
    private final Outputs expected;

    /** Runs the stored model, which the caller closes. */
    Reference(ModelManifest manifest, Inference stored) {
        samples = new SampleImages(manifest, IMAGES);
        try {
            expected = samples.run(stored);
        } catch (RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    /**
     * Compares batches of a size.
     *
     * @param batch number of images in a call, 1 to {@link #IMAGES}
     * @param name the other form, for the message
     * @throws IllegalStateException if it differs by more than {@link Outputs} allow
     */
    void requireSame(Inference other, int batch, String name) {
        expected.difference(samples.run(other, batch))
                .ifPresent(
                        difference -> {
                            throw new IllegalStateException(
                                    "its %s for batches of %d differs by %s"
                                            .formatted(name, batch, difference));
                        });
    }

    @Override
    public void close() {
        samples.close();
    }
}

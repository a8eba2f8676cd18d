package io.framewatch.classify;

import java.util.List;
import java.util.Optional;

/**
 * Graphs for ONNX Runtime that are tuned for this processor and a few batch sizes.
 *
 * @param graphs makes them
 * @param runtimeVersion the only version of the runtime that they are tested with
 */
record TunedForm(Graphs graphs, String runtimeVersion) implements FasterForm {

    private static final String NAME = "tuned form";

    /** The source of tuned graphs. */
    interface Graphs {

        /**
         * Writes a stored graph for this processor.
         *
         * @param batch the batch size
         * @return empty if the graph or the processor has no tuned form
         */
        Optional<byte[]> of(byte[] stored, int batch);
    }

    @Override
    public OpenedForm open(
            ModelManifest manifest, byte[] stored, ClassifierOptions options, Reference reference) {
        requireKnownRuntime();
        List<Integer> batches = options.tunedBatches();
        TunedSessions tuned = new TunedSessions(manifest);
        try {
            for (int batch : batches) {
                ModelSession session = session(manifest, stored, batch);
                tuned.add(batch, session);
                reference.requireSame(session, batch, NAME);
            }
            return new OpenedForm(tuned, ModelForm.TUNED, "tuned for batches of " + batches);
        } catch (RuntimeException e) {
            tuned.close();
            throw e;
        }
    }

    private ModelSession session(ModelManifest manifest, byte[] stored, int batch) {
        byte[] graph =
                graphs.of(stored, batch)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "it has no tuned form for this processor"));
        try {
            return ModelSession.open(manifest, graph, batch);
        } catch (InvalidModelException e) {
            throw new IllegalStateException(
                    "its tuned form for batches of %d cannot be loaded: %s"
                            .formatted(batch, String.join("; ", e.problems())),
                    e);
        }
    }

    private void requireKnownRuntime() {
        String actual = ModelSession.runtimeVersion();
        if (!actual.equals(runtimeVersion)) {
            throw new IllegalStateException(
                    "its tuned form is tested with ONNX Runtime %s, not with %s"
                            .formatted(runtimeVersion, actual));
        }
    }
}

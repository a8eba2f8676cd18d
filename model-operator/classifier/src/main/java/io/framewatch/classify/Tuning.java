package io.framewatch.classify;

import java.util.List;
import java.util.Optional;

/**
 * Loads a model in the fastest form that gives the results of the stored one. This is the form
 * tuned for this processor and a few batch sizes if there is one, else the stored one.
 */
final class Tuning {

    private static final String AS_STORED = "as it is stored";

    private final TunedGraphs graphs;
    private final String runtimeVersion;

    /** The source of tuned graphs. */
    interface TunedGraphs {

        /**
         * Writes a stored graph for this processor.
         *
         * @param batch the batch size
         * @return empty if the graph or the processor has no tuned form
         */
        Optional<byte[]> of(byte[] stored, int batch);
    }

    /**
     * A loaded model.
     *
     * @param inference the model; the caller closes it
     * @param form the loaded form and the reason: the end of a sentence about the model
     */
    record Opened(Inference inference, String form) {}

    /**
     * Makes a loader.
     *
     * @param runtimeVersion the only version of the runtime that the graphs are tested with
     */
    Tuning(TunedGraphs graphs, String runtimeVersion) {
        this.graphs = graphs;
        this.runtimeVersion = runtimeVersion;
    }

    /**
     * Loads a model.
     *
     * @param batches the batch sizes to tune for, ascending from 1; empty to load the stored form
     * @throws InvalidModelException if the stored graph cannot be run
     */
    Opened open(ModelManifest manifest, byte[] stored, List<Integer> batches)
            throws InvalidModelException {
        ModelSession portable = ModelSession.open(manifest, stored);
        if (batches.isEmpty()) {
            return new Opened(portable, AS_STORED);
        }
        try {
            TunedSessions tuned = tune(manifest, stored, batches, portable);
            portable.close();
            return new Opened(tuned, "tuned for batches of " + batches);
        } catch (RuntimeException e) { // the stored form works if the tuned form fails
            return new Opened(portable, AS_STORED + ": " + e.getMessage());
        }
    }

    private TunedSessions tune(
            ModelManifest manifest, byte[] stored, List<Integer> batches, ModelSession portable) {
        requireKnownRuntime();
        TunedSessions tuned = new TunedSessions(manifest);
        try (SampleImages samples = new SampleImages(manifest, batches.get(batches.size() - 1))) {
            Outputs expected = samples.run(portable);
            for (int batch : batches) {
                ModelSession session = session(manifest, stored, batch);
                tuned.add(batch, session);
                requireSame(batch, samples.run(session, batch), expected);
            }
            return tuned;
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

    private static void requireSame(int batch, Outputs actual, Outputs expected) {
        expected.difference(actual)
                .ifPresent(
                        difference -> {
                            throw new IllegalStateException(
                                    "its tuned form for batches of %d differs by %s"
                                            .formatted(batch, difference));
                        });
    }
}

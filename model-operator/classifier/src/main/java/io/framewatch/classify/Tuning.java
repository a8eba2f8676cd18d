package io.framewatch.classify;

import java.util.List;
import java.util.Optional;

/**
 * Loads a model in the fastest form that gives the results of the stored one: tuned for this
 * processor and a few sizes of batch where that can be done, else as it is stored.
 */
final class Tuning {

    private static final String AS_STORED = "as it is stored";

    private final TunedGraphs graphs;
    private final String runtimeVersion;

    /** Where tuned graphs come from. */
    interface TunedGraphs {

        /**
         * Writes a stored graph for this processor.
         *
         * @param batch the size of its batches
         * @return empty if there is no faster form of this graph here
         */
        Optional<byte[]> of(byte[] stored, int batch);
    }

    /**
     * A model that is loaded.
     *
     * @param inference to be closed by the caller
     * @param form what was loaded and why: the end of a sentence about the model
     */
    record Opened(Inference inference, String form) {}

    /**
     * How to tune.
     *
     * @param runtimeVersion the only version of the runtime that is known to run the graphs
     */
    Tuning(TunedGraphs graphs, String runtimeVersion) {
        this.graphs = graphs;
        this.runtimeVersion = runtimeVersion;
    }

    /**
     * Loads a model.
     *
     * @param batches the sizes to tune for, ascending from 1; empty to load what is stored
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
        } catch (RuntimeException e) { // whatever is wrong with the fast form, there is the other
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
                                                "no faster form of it is known on this processor"));
        try {
            return ModelSession.open(manifest, graph, batch);
        } catch (InvalidModelException e) {
            throw new IllegalStateException(
                    "its faster form for batches of %d cannot be loaded: %s"
                            .formatted(batch, String.join("; ", e.problems())),
                    e);
        }
    }

    private void requireKnownRuntime() {
        String actual = ModelSession.runtimeVersion();
        if (!actual.equals(runtimeVersion)) {
            throw new IllegalStateException(
                    "its faster form is known to run in ONNX Runtime %s, not in %s"
                            .formatted(runtimeVersion, actual));
        }
    }

    private static void requireSame(int batch, Outputs actual, Outputs expected) {
        expected.difference(actual)
                .ifPresent(
                        difference -> {
                            throw new IllegalStateException(
                                    "its faster form for batches of %d differs by %s"
                                            .formatted(batch, difference));
                        });
    }
}

package io.framewatch.classify;

import java.util.List;

/**
 * How a model is loaded.
 *
 * @param maxBatch most images that are to be classified together, at least 1; more can be, but the
 *     model is tuned for no larger batch
 * @param tuned whether to run the model in a form that is tuned for this processor, where there is
 *     one and it gives the same results; false saves memory and some seconds at the start
 */
public record ClassifierOptions(int maxBatch, boolean tuned) {

    /** For batches of any size, tuned. */
    public static final ClassifierOptions DEFAULT = new ClassifierOptions(Integer.MAX_VALUE, true);

    /**
     * Each size costs as much memory as the model's file twice. Milliseconds an image of 294m: 9.9
     * in batches of 1, 8.8 of 2, 7.6 of 4, 7.3 of 8, 6.9 of 16.
     */
    private static final List<Integer> TUNED_BATCHES = List.of(1, 4, 8);

    public ClassifierOptions {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("max batch " + maxBatch + " must be at least 1");
        }
    }

    /** The sizes of batch to tune for, ascending. */
    List<Integer> tunedBatches() {
        return tuned
                ? TUNED_BATCHES.stream().filter(batch -> batch <= maxBatch).toList()
                : List.of();
    }
}

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
     * Each size costs as much memory as the model's file twice. Batches are filled up to the next
     * one: those of 5 to 8 frames, which come at half load, take 10 % less time than with sizes of
     * 1, 4 and 8 alone. Larger ones gain no more: milliseconds an image of 294m are 6.1 in batches
     * of 1, 5.3 of 2, 4.8 of 4, 4.5 of 8, and 6 % less of 16.
     */
    private static final List<Integer> TUNED_BATCHES = List.of(1, 2, 4, 6, 8);

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

package io.framewatch.classify;

import java.util.List;

/**
 * How a model is loaded.
 *
 * @param maxBatch largest batch that the model is tuned for, at least 1; larger batches run in
 *     parts
 * @param tuned whether to run the model in a form tuned for this processor, if there is one and it
 *     gives the same results; false saves memory and some seconds at the start
 */
public record ClassifierOptions(int maxBatch, boolean tuned) {

    /** For batches of any size, tuned. */
    public static final ClassifierOptions DEFAULT = new ClassifierOptions(Integer.MAX_VALUE, true);

    /**
     * The batch sizes of tuned sessions. A batch is filled up to the next size. Each size costs
     * twice the model's file in memory. Batches of 5 to 8 frames, which come at half load, take 10
     * % less time than with sizes 1, 4 and 8 alone. Larger sizes gain little: an image of 294m
     * takes 6.1 ms in batches of 1, 5.3 of 2, 4.8 of 4, 4.5 of 8, and 6 % less of 16.
     */
    private static final List<Integer> TUNED_BATCHES = List.of(1, 2, 4, 6, 8);

    public ClassifierOptions {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("max batch " + maxBatch + " must be at least 1");
        }
    }

    /** The batch sizes to tune for, ascending. */
    List<Integer> tunedBatches() {
        return tuned
                ? TUNED_BATCHES.stream().filter(batch -> batch <= maxBatch).toList()
                : List.of();
    }
}

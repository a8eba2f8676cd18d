package io.framewatch.classify;

import io.framewatch.kernels.Instructions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How a model is loaded.
 *
 * @param maxBatch largest batch that the model is tuned for, at least 1; larger batches run in
 *     parts
 * @param fastest the fastest form that may run; the first one of it and those behind it that the
 *     model has, and that gives the results of the stored one, runs
 * @param instructions those that kernels may use; the best one that the processor has is used
 */
public record ClassifierOptions(int maxBatch, ModelForm fastest, Set<Instructions> instructions) {

    /** For batches of any size, in the fastest form. */
    public static final ClassifierOptions DEFAULT =
            new ClassifierOptions(Integer.MAX_VALUE, ModelForm.KERNELS);

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
        Objects.requireNonNull(fastest, "fastest");
        instructions = Set.copyOf(instructions);
    }

    /** With any instructions. */
    public ClassifierOptions(int maxBatch, ModelForm fastest) {
        this(maxBatch, fastest, EnumSet.allOf(Instructions.class));
    }

    /** The batch sizes to tune for, ascending. */
    List<Integer> tunedBatches() {
        return TUNED_BATCHES.stream().filter(batch -> batch <= maxBatch).toList();
    }
}

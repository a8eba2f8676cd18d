package io.framewatch.training.head;

import java.util.function.Function;

/**
 * How many pictures of a class a head recognises that it was not trained on.
 *
 * @param set the pictures, at least one
 * @param recognised from 0 to the number of pictures
 */
public record ClassRecall(LabelledSet set, int recognised) {

    /**
     * Measures a head.
     *
     * @param set the pictures, at least one
     * @param head gives the label of an embedding
     */
    public static ClassRecall measure(LabelledSet set, Function<float[], String> head) {
        long recognised =
                set.examples().stream()
                        .map(example -> head.apply(example.embedding()))
                        .filter(set.label()::equals)
                        .count();
        return new ClassRecall(set, Math.toIntExact(recognised));
    }

    /** Share of the pictures that is recognised, 0..1. */
    public double recall() {
        return recognised / (double) set.size();
    }
}

package io.framewatch.training.head;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trains a head and measures its accuracy by nested cross-validation.
 *
 * <p>The inner cross-validation chooses the strength of regularisation. The outer one measures
 * accuracy around the whole procedure, so that the choice does not raise the result. Both hold out
 * neighbouring pictures together, see {@link Folds}. Deterministic.
 */
public final class HeadTrainer {

    /** Least number of pictures of a state: one for each fold. */
    public static final int MIN_PICTURES = 5;

    private static final int FOLDS = 5;
    private static final int INNER_FOLDS = 4;

    private static final List<Double> STRENGTHS = List.of(1.0, 1e-1, 1e-2, 1e-3, 1e-4);

    private HeadTrainer() {}

    /**
     * Trains a head.
     *
     * @param states at least two, with embeddings of one length
     * @return what was taught of each state, in their order
     * @throws IllegalArgumentException if there are fewer states, or lengths differ
     */
    public static List<TaughtState> train(List<TeachingState> states) {
        requireAlike(states);
        Samples samples = Samples.of(states);
        int[] recognised = recognised(samples);
        SoftmaxLayer layer = new SoftmaxRegression(samples).fit(bestStrength(samples, FOLDS));
        List<TaughtState> taught = new ArrayList<>(states.size());
        for (int state = 0; state < states.size(); state++) {
            taught.add(
                    new TaughtState(
                            states.get(state).label(),
                            states.get(state).embeddings().size(),
                            recognised[state],
                            (float) layer.bias()[state],
                            floats(layer.weights().getRow(state))));
        }
        return taught;
    }

    private static void requireAlike(List<TeachingState> states) {
        if (states.size() < 2) {
            throw new IllegalArgumentException(
                    states.size() + " states must be at least 2: a head tells them apart");
        }
        long lengths =
                states.stream()
                        .flatMap(state -> state.embeddings().stream())
                        .mapToInt(embedding -> embedding.length)
                        .distinct()
                        .count();
        if (lengths > 1) {
            throw new IllegalArgumentException("embeddings must all have the same length");
        }
    }

    /**
     * The number of pictures of each state that a head trained without them classified correctly.
     */
    private static int[] recognised(Samples samples) {
        int[] recognised = new int[samples.stateCount()];
        for (int[] heldOut : Folds.of(samples.states(), samples.stateCount(), FOLDS)) {
            Samples seen = samples.without(heldOut);
            SoftmaxLayer layer = new SoftmaxRegression(seen).fit(bestStrength(seen, INNER_FOLDS));
            for (int picture : heldOut) {
                int state = samples.states()[picture];
                boolean right = layer.state(samples.embeddings().getRow(picture)) == state;
                recognised[state] += right ? 1 : 0;
            }
        }
        return recognised;
    }

    private static double bestStrength(Samples samples, int folds) {
        double[] losses = new double[STRENGTHS.size()];
        for (int[] heldOut : Folds.of(samples.states(), samples.stateCount(), folds)) {
            SoftmaxRegression regression = new SoftmaxRegression(samples.without(heldOut));
            for (int i = 0; i < losses.length; i++) {
                losses[i] += loss(regression.fit(STRENGTHS.get(i)), samples.select(heldOut));
            }
        }
        double least = DoubleStream.of(losses).min().orElseThrow();
        return STRENGTHS.get(
                IntStream.range(0, losses.length)
                        .filter(i -> losses[i] == least)
                        .findFirst()
                        .orElseThrow());
    }

    private static double loss(SoftmaxLayer layer, Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToDouble(
                        i ->
                                -layer.logProbabilities(samples.embeddings().getRow(i))[
                                        samples.states()[i]])
                .sum();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

package io.framewatch.training.head;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trains a head and estimates its recall on new pictures by nested cross-validation.
 *
 * <p>The inner cross-validation chooses the strength of regularisation; the outer one measures the
 * whole procedure with that choice, so that the choice does not flatter the result. In both,
 * neighbouring pictures are held out together, see {@link Folds}. Deterministic.
 */
final class HeadTrainer {

    private static final int FOLDS = CrossValidatedHead.MIN_PICTURES;
    private static final int INNER_FOLDS = 4;

    private static final List<Double> STRENGTHS = List.of(1.0, 1e-1, 1e-2, 1e-3, 1e-4);

    private HeadTrainer() {}

    /**
     * Trains a head.
     *
     * @param classes at least two, with embeddings of one length
     * @return the classes in the same order
     * @throws IllegalArgumentException if there are fewer classes, or lengths differ
     */
    static List<TrainedClass> train(List<LabelledEmbeddings> classes) {
        requireAlike(classes);
        TrainingMatrix pictures = TrainingMatrix.of(classes);
        int[] recognised = recognised(pictures);
        SoftmaxLayer layer = new SoftmaxRegression(pictures).fit(bestStrength(pictures, FOLDS));
        List<TrainedClass> trained = new ArrayList<>(classes.size());
        for (int label = 0; label < classes.size(); label++) {
            trained.add(
                    new TrainedClass(
                            classes.get(label).label(),
                            classes.get(label).embeddings().size(),
                            recognised[label],
                            (float) layer.bias()[label],
                            floats(layer.weights().getRow(label))));
        }
        return trained;
    }

    private static void requireAlike(List<LabelledEmbeddings> classes) {
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    classes.size() + " states must be at least 2: a head tells them apart");
        }
        long lengths =
                classes.stream()
                        .flatMap(one -> one.embeddings().stream())
                        .mapToInt(embedding -> embedding.length)
                        .distinct()
                        .count();
        if (lengths > 1) {
            throw new IllegalArgumentException("embeddings must all have the same length");
        }
    }

    /** For each class the number of pictures that the cross-validation classified rightly. */
    private static int[] recognised(TrainingMatrix pictures) {
        int[] recognised = new int[pictures.classCount()];
        for (int[] heldOut : Folds.of(pictures.labels(), pictures.classCount(), FOLDS)) {
            TrainingMatrix seen = pictures.without(heldOut);
            SoftmaxLayer layer = new SoftmaxRegression(seen).fit(bestStrength(seen, INNER_FOLDS));
            for (int picture : heldOut) {
                int label = pictures.labels()[picture];
                boolean right = layer.label(pictures.embeddings().getRow(picture)) == label;
                recognised[label] += right ? 1 : 0;
            }
        }
        return recognised;
    }

    private static double bestStrength(TrainingMatrix pictures, int folds) {
        double[] losses = new double[STRENGTHS.size()];
        for (int[] heldOut : Folds.of(pictures.labels(), pictures.classCount(), folds)) {
            SoftmaxRegression regression = new SoftmaxRegression(pictures.without(heldOut));
            for (int i = 0; i < losses.length; i++) {
                losses[i] += loss(regression.fit(STRENGTHS.get(i)), pictures.select(heldOut));
            }
        }
        double min = DoubleStream.of(losses).min().orElseThrow();
        return STRENGTHS.get(
                IntStream.range(0, losses.length)
                        .filter(i -> losses[i] == min)
                        .findFirst()
                        .orElseThrow());
    }

    private static double loss(SoftmaxLayer layer, TrainingMatrix pictures) {
        return IntStream.range(0, pictures.size())
                .mapToDouble(
                        i ->
                                -layer.logProbabilities(pictures.embeddings().getRow(i))[
                                        pictures.labels()[i]])
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

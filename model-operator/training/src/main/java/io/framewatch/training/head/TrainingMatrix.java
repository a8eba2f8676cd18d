package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Embeddings and their labels as numbers.
 *
 * @param embeddings one row for each picture
 * @param labels index of each picture's class, from 0
 * @param classCount number of classes, each with at least one picture
 */
record TrainingMatrix(RealMatrix embeddings, int[] labels, int classCount) {

    static TrainingMatrix of(List<LabelledEmbeddings> classes) {
        double[][] rows =
                classes.stream()
                        .flatMap(one -> one.embeddings().stream())
                        .map(TrainingMatrix::doubles)
                        .toArray(double[][]::new);
        int[] labels =
                IntStream.range(0, classes.size())
                        .flatMap(
                                label ->
                                        classes.get(label).embeddings().stream()
                                                .mapToInt(picture -> label))
                        .toArray();
        return new TrainingMatrix(MatrixUtils.createRealMatrix(rows), labels, classes.size());
    }

    int size() {
        return labels.length;
    }

    /** The pictures with these indexes. */
    TrainingMatrix select(int[] pictures) {
        double[][] rows =
                IntStream.of(pictures).mapToObj(embeddings::getRow).toArray(double[][]::new);
        int[] chosen = IntStream.of(pictures).map(picture -> labels[picture]).toArray();
        return new TrainingMatrix(MatrixUtils.createRealMatrix(rows), chosen, classCount);
    }

    /** All pictures but those with these indexes. */
    TrainingMatrix without(int[] pictures) {
        return select(
                IntStream.range(0, size())
                        .filter(i -> IntStream.of(pictures).noneMatch(out -> out == i))
                        .toArray());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}

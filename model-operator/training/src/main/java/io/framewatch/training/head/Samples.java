package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Embeddings of pictures, and their states.
 *
 * @param embeddings one row a picture
 * @param states index of each picture's state, from 0
 * @param stateCount number of states; each has a picture
 */
record Samples(RealMatrix embeddings, int[] states, int stateCount) {

    static Samples of(List<TeachingState> states) {
        double[][] rows =
                states.stream()
                        .flatMap(state -> state.embeddings().stream())
                        .map(Samples::doubles)
                        .toArray(double[][]::new);
        int[] numbers =
                IntStream.range(0, states.size())
                        .flatMap(
                                state ->
                                        states.get(state).embeddings().stream()
                                                .mapToInt(picture -> state))
                        .toArray();
        return new Samples(MatrixUtils.createRealMatrix(rows), numbers, states.size());
    }

    int size() {
        return states.length;
    }

    /** Some of the pictures, by their indexes. */
    Samples select(int[] pictures) {
        double[][] rows =
                IntStream.of(pictures).mapToObj(embeddings::getRow).toArray(double[][]::new);
        int[] chosen = IntStream.of(pictures).map(picture -> states[picture]).toArray();
        return new Samples(MatrixUtils.createRealMatrix(rows), chosen, stateCount);
    }

    /** All pictures without some. */
    Samples without(int[] pictures) {
        return select(
                IntStream.range(0, size())
                        .filter(i -> IntStream.of(pictures).noneMatch(out -> out == i))
                        .toArray());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}

package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides pictures into the folds of a cross-validation. A fold has one stretch of neighbouring
 * pictures of every state. Neighbouring pictures are near-copies: a head trained on one of them
 * would recognise the other, and the accuracy would be too high.
 */
final class Folds {

    private Folds() {}

    /**
     * Divides pictures.
     *
     * @param states index of each picture's state; pictures of a state in the order in which they
     *     were taken
     * @param most largest number of folds; the rarest state's number of pictures if that is less
     * @return the indexes of the pictures of each fold
     */
    static List<int[]> of(int[] states, int stateCount, int most) {
        List<int[]> picturesByState =
                IntStream.range(0, stateCount)
                        .mapToObj(
                                state ->
                                        IntStream.range(0, states.length)
                                                .filter(picture -> states[picture] == state)
                                                .toArray())
                        .toList();
        int rarest = picturesByState.stream().mapToInt(pictures -> pictures.length).min().orElse(0);
        int folds = Math.min(most, rarest);
        return IntStream.range(0, folds)
                .mapToObj(
                        fold ->
                                picturesByState.stream()
                                        .flatMapToInt(pictures -> stretch(pictures, fold, folds))
                                        .toArray())
                .toList();
    }

    private static IntStream stretch(int[] pictures, int fold, int folds) {
        int from = pictures.length * fold / folds;
        int to = pictures.length * (fold + 1) / folds;
        return IntStream.range(from, to).map(i -> pictures[i]);
    }
}

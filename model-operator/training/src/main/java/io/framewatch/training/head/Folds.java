package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides pictures into parts that are held out in turn. A part has one stretch of neighbours of
 * every state: pictures that follow each other are near-copies, and a head that has seen one of
 * them would know the other by heart.
 */
final class Folds {

    private Folds() {}

    /**
     * Divides.
     *
     * @param states number of each picture's state, those of a state in the order of their taking
     * @param most most parts; as many as the rarest state has pictures if that is less
     * @return the numbers of the pictures of each part
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

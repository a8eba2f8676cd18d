package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits pictures into the folds of a cross-validation. A fold has one stretch of neighbours of
 * every class: pictures that follow each other are near-copies, and a head that was trained on one
 * of them would know the other.
 */
final class Folds {

    private Folds() {}

    /**
     * Splits.
     *
     * @param labels index of each picture's class; pictures of a class are in the order in which
     *     they were taken
     * @param max maximum number of folds; fewer if a class has fewer pictures
     * @return the indexes of the pictures of each fold
     */
    static List<int[]> of(int[] labels, int classCount, int max) {
        List<int[]> picturesByClass =
                IntStream.range(0, classCount)
                        .mapToObj(
                                label ->
                                        IntStream.range(0, labels.length)
                                                .filter(picture -> labels[picture] == label)
                                                .toArray())
                        .toList();
        int rarest = picturesByClass.stream().mapToInt(pictures -> pictures.length).min().orElse(0);
        int folds = Math.min(max, rarest);
        return IntStream.range(0, folds)
                .mapToObj(
                        fold ->
                                picturesByClass.stream()
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

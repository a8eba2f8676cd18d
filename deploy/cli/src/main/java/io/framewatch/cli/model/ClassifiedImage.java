package io.framewatch.cli.model;

import io.framewatch.classify.Score;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The result of one image.
 *
 * @param file the image
 * @param scores the best labels and those that were wanted, best first; empty if there is a problem
 * @param problem why it cannot be classified; null if it was
 */
record ClassifiedImage(Path file, List<Score> scores, String problem) {

    boolean isClassified() {
        return problem == null;
    }

    /**
     * The same with scores of some labels only; the probabilities are still those among all labels.
     *
     * @param labels their indexes, ascending
     */
    ClassifiedImage among(int... labels) {
        List<Score> left =
                scores.stream()
                        .filter(score -> Arrays.binarySearch(labels, score.index()) >= 0)
                        .toList();
        return new ClassifiedImage(file, left, problem);
    }
}

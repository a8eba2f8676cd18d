package io.framewatch.local.model;

import io.framewatch.classify.Score;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What became of one image.
 *
 * @param file the image
 * @param scores the best labels and those that were wanted, best first; empty if there is a problem
 * @param problem why it cannot be classified; null if it was
 */
record ClassifiedImage(Path file, List<Score> scores, String problem) {

    boolean isClassified() {
        return problem == null;
    }

    /** The same if the model had these labels only, by index, ascending. */
    ClassifiedImage among(int... labels) {
        List<Score> left =
                scores.stream()
                        .filter(score -> Arrays.binarySearch(labels, score.index()) >= 0)
                        .toList();
        double sum = left.stream().mapToDouble(Score::probability).sum();
        return new ClassifiedImage(
                file, left.stream().map(score -> scaled(score, sum)).toList(), problem);
    }

    private static Score scaled(Score score, double sum) {
        return new Score(score.index(), score.label(), (float) (score.probability() / sum));
    }
}

package io.framewatch.local.model;

import io.framewatch.classify.Score;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of one image.
 *
 * @param file the image
 * @param scores the best labels, best first; empty if there is a problem
 * @param problem why it cannot be classified; null if it was
 */
record ClassifiedImage(Path file, List<Score> scores, String problem) {

    boolean isClassified() {
        return problem == null;
    }
}

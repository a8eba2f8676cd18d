package io.framewatch.benchmark;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What the comparison with other ways to classify is told.
 *
 * @param scripts folder of the Python scripts; what they need is put beside them
 * @param python an interpreter with the packages of the Python loop; empty makes one
 * @param traced folder with a traced export of the model; empty makes one
 */
record ComparisonOptions(Path scripts, Optional<Path> python, Optional<Path> traced) {

    ComparisonOptions {
        Objects.requireNonNull(scripts, "scripts");
        Objects.requireNonNull(python, "python");
        Objects.requireNonNull(traced, "traced");
    }
}

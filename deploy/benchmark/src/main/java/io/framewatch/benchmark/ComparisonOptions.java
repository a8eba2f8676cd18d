package io.framewatch.benchmark;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Options of the comparison with other implementations.
 *
 * @param scripts folder of the Python scripts; packages and export are kept beside them
 * @param python an interpreter with the packages of the Python loop; empty to make one
 * @param traced folder with a traced export of the model; empty to make one
 */
record ComparisonOptions(Path scripts, Optional<Path> python, Optional<Path> traced) {

    ComparisonOptions {
        Objects.requireNonNull(scripts, "scripts");
        Objects.requireNonNull(python, "python");
        Objects.requireNonNull(traced, "traced");
    }
}

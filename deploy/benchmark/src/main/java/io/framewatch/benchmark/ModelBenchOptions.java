package io.framewatch.benchmark;

import io.framewatch.mobileformer.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of the benchmark of the model.
 *
 * @param variants the sizes of Mobile-Former
 * @param batches batch sizes, each at least 1
 * @param duration time of measurement for each variant and batch size
 * @param traced folder of traced graphs, {@code VARIANT.onnx}; null to measure none
 */
record ModelBenchOptions(
        List<Variant> variants, List<Integer> batches, Duration duration, Path traced) {

    ModelBenchOptions {
        variants = List.copyOf(variants);
        batches = List.copyOf(batches);
        batches.forEach(ModelBenchOptions::requireAtLeastOne);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration " + duration + " must be above zero");
        }
        if (traced != null && !Files.isDirectory(traced)) {
            throw new IllegalArgumentException("traced " + traced + " must be a folder");
        }
    }

    /** The traced graph of that name, if it exists. */
    Optional<Path> traced(String name) {
        return Optional.ofNullable(traced)
                .map(folder -> folder.resolve(name + ".onnx"))
                .filter(Files::isRegularFile);
    }

    int largestBatch() {
        return batches.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static void requireAtLeastOne(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + " must be at least 1");
        }
    }
}

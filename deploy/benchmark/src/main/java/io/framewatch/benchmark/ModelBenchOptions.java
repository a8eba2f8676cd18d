package io.framewatch.benchmark;

import io.framewatch.kernels.Instructions;
import io.framewatch.mobileformer.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Options of the benchmark of the model.
 *
 * @param variants the sizes of Mobile-Former
 * @param batches batch sizes, each at least 1
 * @param duration time of measurement for each variant and batch size
 * @param instructions those that kernels may use
 * @param threads threads of a second measurement of the kernels; 1 for none
 * @param baselines what Mobile-Former is compared with
 */
record ModelBenchOptions(
        List<Variant> variants,
        List<Integer> batches,
        Duration duration,
        Set<Instructions> instructions,
        int threads,
        Baselines baselines) {

    /**
     * Baselines that do not come with Framewatch.
     *
     * @param traced folder of traced graphs, {@code VARIANT.onnx}; empty to measure none
     * @param openVino a Python with OpenVINO; empty to measure none
     */
    record Baselines(Optional<Path> traced, Optional<OpenVino.Python> openVino) {

        static final Baselines NONE = new Baselines(Optional.empty(), Optional.empty());

        Baselines {
            Objects.requireNonNull(openVino, "openVino");
            if (traced.filter(folder -> !Files.isDirectory(folder)).isPresent()) {
                throw new IllegalArgumentException("traced " + traced.get() + " must be a folder");
            }
        }
    }

    ModelBenchOptions {
        variants = List.copyOf(variants);
        batches = List.copyOf(batches);
        batches.forEach(ModelBenchOptions::requireAtLeastOne);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration " + duration + " must be above zero");
        }
        instructions = Set.copyOf(instructions);
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        Objects.requireNonNull(baselines, "baselines");
    }

    /** The traced graph of that name, if it exists. */
    Optional<Path> traced(String name) {
        return baselines
                .traced()
                .map(folder -> folder.resolve(name + ".onnx"))
                .filter(Files::isRegularFile);
    }

    Optional<OpenVino.Python> openVino() {
        return baselines.openVino();
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

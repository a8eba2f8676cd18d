package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Workspace;
import io.framewatch.kernels.Instructions;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBenchTest {

    private static final Variant VARIANT = Variant.named("26m");
    private static final Set<Instructions> ANY = EnumSet.allOf(Instructions.class);
    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir private Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void shouldMeasureEveryFormWithEveryBatch() throws Exception {
        writeTraced("26m", "mobilenetv3-small");

        JsonNode rates = rates(options(List.of(1, 2), 1, Optional.of(folder)));

        assertThat(rates).hasSize(4);
        for (int i = 0; i < 2; i++) {
            JsonNode rate = rates.get(i);
            assertThat(rate.get("variant").asText()).isEqualTo("26m");
            assertThat(rate.get("batch").asInt()).isEqualTo(i + 1);
            assertThat(rate.get("tunedToTraced").asDouble())
                    .isCloseTo(quotient(rate, "tunedImagesPerSecond"), within(1e-9));
            assertThat(rate.get("portableToTraced").asDouble())
                    .isCloseTo(quotient(rate, "portableImagesPerSecond"), within(1e-9));
        }
        assertThat(rates.get(2).get("variant").asText()).isEqualTo("mobilenetv3-small");
        assertThat(rates.get(2).fieldNames())
                .toIterable()
                .containsExactly("variant", "batch", "tracedImagesPerSecond");
        assertThat(progress).anyMatch(line -> line.startsWith("26m runs "));
    }

    @Test
    void shouldLeaveOutWhatIsNotThere() throws Exception {
        JsonNode rates = rates(options(List.of(1), 1, Optional.empty()));

        assertThat(rates).hasSize(1);
        assertThat(rates.get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "variant",
                        "batch",
                        "kernelsImagesPerSecond",
                        "tunedImagesPerSecond",
                        "portableImagesPerSecond",
                        "kernelsToTuned");
    }

    @Test
    void shouldWriteTheExactJson() throws Exception {
        ModelRate rate =
                new ModelRate(
                        "26m",
                        8,
                        Map.of(
                                Turns.Form.KERNELS, 900.0,
                                Turns.Form.TUNED, 300.0,
                                Turns.Form.PORTABLE, 150.0,
                                Turns.Form.TRACED, 100.0,
                                Turns.Form.OPENVINO, 450.0),
                        1.9);

        assertThat(new JsonMapper().writeValueAsString(rate))
                .isEqualTo(
                        "{\"variant\":\"26m\",\"batch\":8,\"kernelsImagesPerSecond\":900.0,"
                                + "\"tunedImagesPerSecond\":300.0,"
                                + "\"portableImagesPerSecond\":150.0,"
                                + "\"tracedImagesPerSecond\":100.0,"
                                + "\"openvinoImagesPerSecond\":450.0,\"kernelsToTuned\":3.0,"
                                + "\"kernelsToOpenvino\":2.0,\"kernelsToTraced\":9.0,"
                                + "\"tunedToTraced\":3.0,\"portableToTraced\":1.5,"
                                + "\"kernelsThreadsToOne\":1.9}");
    }

    @Test
    void shouldNameTheOptionTheValueAndTheRule() {
        Optional<Path> none = Optional.empty();
        assertRefused(() -> options(List.of(0), 1, none), "batch 0 must be at least 1");
        assertRefused(() -> options(List.of(1), 0, none), "threads 0 must be at least 1");
        assertRefused(
                () ->
                        new ModelBenchOptions(
                                List.of(VARIANT),
                                List.of(1),
                                Duration.ZERO,
                                ANY,
                                1,
                                ModelBenchOptions.Baselines.NONE),
                "duration PT0S must be above zero");
        Path missing = folder.resolve("missing");
        assertRefused(
                () -> options(List.of(1), 1, Optional.of(missing)),
                "traced " + missing + " must be a folder");
    }

    private static void assertRefused(ThrowingCallable options, String message) {
        assertThatThrownBy(options)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ModelBenchOptions options(
            List<Integer> batches, int threads, Optional<Path> traced) {
        return new ModelBenchOptions(
                List.of(VARIANT),
                batches,
                SHORT,
                ANY,
                threads,
                new ModelBenchOptions.Baselines(traced, Optional.empty()));
    }

    /** The portable graph replaces a traced one: it has the same input and output. */
    private void writeTraced(String... names) throws Exception {
        Path model = folder.resolve("model");
        ModelFolder.write(
                model, VARIANT, Weights.untrained(VARIANT, 1), ModelDescription.untrained(VARIANT));
        for (String name : names) {
            Files.copy(model.resolve(ModelFolder.FLOAT_MODEL), folder.resolve(name + ".onnx"));
        }
    }

    private JsonNode rates(ModelBenchOptions options) throws Exception {
        try (Workspace workspace = Workspace.create()) {
            return JsonMapper.builder()
                    .build()
                    .valueToTree(new ModelBench(options, workspace, progress::add).run());
        }
    }

    private static double quotient(JsonNode rate, String numerator) {
        return rate.get(numerator).asDouble() / rate.get("tracedImagesPerSecond").asDouble();
    }
}

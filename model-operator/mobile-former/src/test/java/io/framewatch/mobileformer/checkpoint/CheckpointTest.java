package io.framewatch.mobileformer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);

    @TempDir private Path folder;

    /** Files of PyTorch 1.13; small.json has their content as PyTorch printed it. */
    @ParameterizedTest
    @CsvSource({
        "small-zip.pth, 1e-7, ''",
        "small-legacy.pth, 1e-7, ''",
        "small-dataparallel.pth, 1e-7, state_dict",
        "small-half.pth, 1e-3, state_dict"
    })
    void shouldReadTheFormsOfPyTorch(String name, float tolerance, String key) throws Exception {
        Path file = Files.write(folder.resolve(name), TestingFiles.resource(name));
        JsonNode expected = new JsonMapper().readTree(TestingFiles.resource("small.json"));

        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.key()).isEqualTo(key);
            assertThat(checkpoint.shapes()).hasSameSizeAs(expected);
            for (Map.Entry<String, JsonNode> entry : expected.properties()) {
                Tensor tensor = checkpoint.tensor(entry.getKey());
                JsonNode first = entry.getValue().get(1);
                assertThat(new JsonMapper().<JsonNode>valueToTree(tensor.shape()))
                        .isEqualTo(entry.getValue().get(0));
                for (int i = 0; i < first.size(); i++) {
                    assertThat(tensor.values()[i])
                            .isCloseTo((float) first.get(i).asDouble(), within(tolerance));
                }
            }
        }
    }

    @Test
    void shouldReadStridedViews() throws Exception {
        byte[] bytes = TestingFiles.resource("small-strided.pth");
        Path file = Files.write(folder.resolve("strided.pth"), bytes);

        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.tensor("a").shape()).containsExactly(4, 3);
            assertThat(checkpoint.tensor("a").values())
                    .containsExactly(4, 8, 12, 5, 9, 13, 6, 10, 14, 7, 11, 15);
            assertThat(checkpoint.tensor("b").shape()).containsExactly(2, 4);
            assertThat(checkpoint.tensor("b").values()).containsExactly(4, 5, 6, 7, 16, 17, 18, 19);
        }
    }

    @Test
    void shouldReadTheWeightsOfAVariantFromAnArchive() throws Exception {
        Weights weights = Weights.untrained(VARIANT, 3);
        TestingPickle pickle = new TestingPickle().operations("}").text("state_dict");
        pickle.global("collections", "OrderedDict").operations(")R");
        Map<String, byte[]> storages = new LinkedHashMap<>();
        for (String name : weights.names()) {
            float[] values = weights.get(name).values();
            pickle.text(name)
                    .tensor(name, values.length, weights.get(name).shape())
                    .operations("s");
            storages.put(name, TestingFiles.bytes(values));
        }
        byte[] withMetadata =
                pickle.operations("}").text("_metadata").operations("}sb").operations("s").stop();
        Path file = TestingFiles.zip(folder.resolve("model.pth"), withMetadata, storages);

        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertSame(checkpoint.weights(VARIANT), weights);
        }
    }

    @Test
    void shouldReadTheWeightsOfAVariantFromSafetensors() throws Exception {
        Weights weights = Weights.untrained(VARIANT, 3);
        Path file = folder.resolve("model.safetensors");
        SafetensorsFile.write(file, weights, Map.of("name", "small"));

        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.classes()).hasValue(2);
            assertSame(checkpoint.weights(VARIANT), weights);
        }
    }

    @Test
    void shouldNameEveryEntryThatIsNotOfTheVariant() throws Exception {
        Path file = folder.resolve("model.safetensors");
        SafetensorsFile.write(file, Weights.untrained(VARIANT, 3), Map.of());

        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThatThrownBy(() -> checkpoint.weights(VARIANT.withClasses(5).withTokens(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("shape: tokens.weight [1, 128] is [3, 128]")
                    .hasMessageContaining("shape: classifier.classifier.1.bias [5] is [2]");
        }
    }

    @Test
    void shouldPreferAveragedWeights() throws Exception {
        byte[] pickle =
                new TestingPickle()
                        .operations("}(")
                        .text("epoch")
                        .number(7)
                        .text("state_dict")
                        .operations("}")
                        .text("w")
                        .tensor("0", 1, 1)
                        .operations("s")
                        .text("state_dict_ema")
                        .operations("}")
                        .text("module.w")
                        .tensor("1", 1, 1)
                        .operations("su")
                        .stop();
        Map<String, byte[]> storages =
                Map.of("0", TestingFiles.bytes(1), "1", TestingFiles.bytes(2));

        try (Checkpoint checkpoint =
                Checkpoint.open(TestingFiles.zip(folder.resolve("ema.pth"), pickle, storages))) {
            assertThat(checkpoint.key()).isEqualTo("state_dict_ema");
            assertThat(checkpoint.tensor("w").values()).containsExactly(2);
        }
    }

    private static void assertSame(Weights actual, Weights expected) {
        assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).values()).as(name).isEqualTo(expected.get(name).values());
        }
    }
}

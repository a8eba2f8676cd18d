package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);
    private static final Weights WEIGHTS = Weights.untrained(VARIANT, 1);

    @TempDir private Path parent;

    @Test
    void shouldWriteTheseBytesOfTheManifest() throws Exception {
        Path folder = parent.resolve("models/small");

        ModelFolder.write(folder, VARIANT, WEIGHTS, ModelDescription.untrained(VARIANT));

        assertThat(folder.resolve("manifest.json"))
                .content()
                .isEqualTo(
                        """
                        {
                          "name" : "mobile-former-26m",
                          "version" : "untrained-1",
                          "input" : {
                            "name" : "image",
                            "width" : 224,
                            "height" : 224,
                            "layout" : "NHWC",
                            "type" : "uint8",
                            "mean" : null,
                            "std" : null
                          },
                          "logits" : "logits",
                          "embedding" : "embedding",
                          "labels" : [ "class-0", "class-1" ],
                          "trained" : false,
                          "weights" : "Random numbers: this model has not been trained and its labels mean nothing."
                        }""");
    }

    @Test
    void shouldWriteTheFiguresOfATrainingIntoTheManifest() throws Exception {
        Path folder = parent.resolve("small");
        ModelDescription description =
                new ModelDescription(
                        "gate",
                        "7",
                        List.of("car", "bus"),
                        true,
                        "From us.",
                        Map.of("top1", "90 %", "epochs", "12"));

        ModelFolder.write(folder, VARIANT, WEIGHTS, description);

        assertThat(folder.resolve("manifest.json"))
                .content()
                .endsWith(
                        """
                          "trained" : true,
                          "weights" : "From us.",
                          "training" : {
                            "epochs" : "12",
                            "top1" : "90 %"
                          }
                        }""");
    }

    @Test
    void shouldWriteBothFormsWithTheirDescription() throws Exception {
        Path folder = parent.resolve("small");
        ModelDescription description =
                new ModelDescription(
                        "gate",
                        "7",
                        List.of("car", "\"bus\""),
                        true,
                        "From us.",
                        Map.of("top1", "90 %"));

        ModelFolder.write(folder, VARIANT, WEIGHTS, description);

        try (TestingSession bytes = TestingSession.open(folder.resolve("model.onnx"));
                TestingSession floats = TestingSession.open(folder.resolve("model-float.onnx"))) {
            assertThat(bytes.run(TestingImages.gradient())).containsOnlyKeys("logits", "embedding");
            assertThat(floats.run(new float[3 * 224 * 224]))
                    .containsOnlyKeys("logits", "embedding");
            assertThat(bytes.metadata())
                    .containsEntry("name", "gate")
                    .containsEntry("version", "7")
                    .containsEntry("variant", "26m")
                    .containsEntry("labels", "[\"car\",\"\\\"bus\\\"\"]")
                    .containsEntry("weights", "From us.")
                    .containsEntry("trained", "true")
                    .containsEntry("training.top1", "90 %");
            assertThat(bytes.metadata().get("preprocessing")).contains("uint8 NHWC");
            assertThat(floats.metadata().get("preprocessing")).contains("float32 NCHW");
        }
        JsonNode manifest = new JsonMapper().readTree(folder.resolve("manifest.json").toFile());
        assertThat(manifest.get("training").get("top1").asText()).isEqualTo("90 %");
    }

    @Test
    void shouldNotReplaceAFolderThatIsNoModel() throws Exception {
        Path photographs = Files.createDirectory(parent.resolve("photographs"));
        Files.writeString(photographs.resolve("holiday.jpg"), "pixels");

        assertThatThrownBy(
                        () ->
                                ModelFolder.write(
                                        photographs,
                                        VARIANT,
                                        WEIGHTS,
                                        ModelDescription.untrained(VARIANT)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("photographs")
                .hasMessageContaining("only a model folder is replaced");
        assertThat(photographs.resolve("holiday.jpg")).hasContent("pixels");
    }

    @Test
    void shouldFillAnEmptyFolder() throws Exception {
        Path empty = Files.createDirectory(parent.resolve("empty"));

        ModelFolder.write(empty, VARIANT, WEIGHTS, ModelDescription.untrained(VARIANT));

        assertThat(empty.resolve("model.onnx")).exists();
    }

    @Test
    void shouldWriteFurtherFilesInTheSameStep() throws Exception {
        Path folder = parent.resolve("small");

        ModelFolder.write(
                folder,
                VARIANT,
                WEIGHTS,
                ModelDescription.untrained(VARIANT),
                fresh -> Files.writeString(fresh.resolve("card.md"), "about it"));

        assertThat(folder.resolve("card.md")).hasContent("about it");
        assertThat(folder.resolve("model.onnx")).exists();
    }

    @Test
    void shouldTellTheNetworkOfAFolder() throws Exception {
        Variant variant = VARIANT.withWidth(1.5).withTokens(1).with(Ablation.WITHOUT_BRIDGES);
        Path folder = parent.resolve("small");
        Path other = Files.createDirectory(parent.resolve("other"));
        Files.writeString(other.resolve("model.onnx"), "no graph");

        ModelFolder.write(
                folder,
                variant,
                Weights.untrained(variant, 1),
                ModelDescription.untrained(variant));

        assertThat(ModelFolder.variant(folder)).contains(variant);
        assertThat(ModelFolder.variant(other)).isEmpty();
    }

    @Test
    void shouldReplaceAFolderAndLeaveNothingElse() throws Exception {
        Path folder = parent.resolve("small");
        ModelFolder.write(folder, VARIANT, WEIGHTS, ModelDescription.untrained(VARIANT));
        Map<String, byte[]> first = files(folder);
        Files.writeString(folder.resolve("model.onnx"), "damaged");
        Files.writeString(folder.resolve("stray"), "of an older version");

        ModelFolder.write(folder, VARIANT, WEIGHTS, ModelDescription.untrained(VARIANT));

        assertThat(files(folder))
                .containsOnlyKeys("model.onnx", "model-float.onnx", "manifest.json")
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactly(folder);
        }
    }

    @Test
    void shouldWriteNothingIfWeightsOrLabelsDoNotFit() {
        Path folder = parent.resolve("small");
        Variant threeClasses = VARIANT.withClasses(3);

        assertThatThrownBy(
                        () ->
                                ModelFolder.write(
                                        folder,
                                        threeClasses,
                                        WEIGHTS,
                                        ModelDescription.untrained(threeClasses)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classifier.classifier.1.weight [3, 1024] is [2, 1024]");
        assertThatThrownBy(
                        () ->
                                ModelFolder.write(
                                        folder,
                                        VARIANT,
                                        WEIGHTS,
                                        ModelDescription.untrained(threeClasses)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3 labels, must have one for each of its 2 classes");
        assertThat(parent).isEmptyDirectory();
    }

    private static Map<String, byte[]> files(Path folder) throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}

package io.framewatch.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddCommandTest {

    private static final List<String> LABELS = List.of("red", "green", "blue");

    @TempDir private Path folder;
    private final TestingOnnx model = new TestingOnnx();
    private Path onnx;
    private Path out;

    @BeforeEach
    void setUp() {
        onnx = folder.resolve("means.onnx");
        out = folder.resolve("model");
    }

    @ParameterizedTest
    @CsvSource({"true, UINT8", "true, FLOAT", "false, UINT8", "false, FLOAT"})
    void shouldTakeAnyLayoutAndType(boolean interleaved, DataType type) throws Exception {
        model.interleaved = interleaved;
        model.type = type;
        Path picture =
                TestingPictures.plain(folder.resolve("p/a.png"), 300, 200, new Color(90, 200, 10));

        TestingCommand added = add(LABELS);
        TestingCommand classified = TestingCommand.run("classify", "--model", out, picture);

        assertThat(added.exitCode()).isZero();
        assertThat(added.out()).contains("means 1, 3 labels");
        assertThat(classified.out().lines().skip(1).findFirst().orElseThrow()).contains("green");
        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(onnx);
        ModelManifest manifest = ModelManifest.read(ModelFiles.of(out));
        assertThat(manifest.labels()).isEqualTo(LABELS);
        assertThat(manifest.embedding()).isNull();
    }

    @Test
    void shouldRefuseAFixedBatch() throws Exception {
        model.batch = 1;

        TestingCommand run = add(LABELS);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("model " + out, "input 'image'")
                .contains("must be UINT8[-1, 224, 224, 3], -1 for a batch of any size");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRefuseAnotherNumberOfLabels() throws Exception {
        assertThat(add(List.of("red", "green")).err())
                .contains("output 'logits'")
                .contains("must be FLOAT[-1, 2]");
    }

    @Test
    void shouldRefuseAnotherSize() throws Exception {
        model.side = 299;

        assertThat(add(LABELS).err())
                .contains("takes images of 299x299: must be 224x224, as frames are");
    }

    @Test
    void shouldRefuseLogitsThatAreNoNumbers() throws Exception {
        model.matrix[0] = Float.NaN;

        assertThat(add(LABELS).err()).contains("gave logits that are no numbers");
    }

    @Test
    void shouldRefuseAGraphWhoseImagesTouchEachOther() throws Exception {
        model.imagesTouch = true;

        assertThat(add(LABELS).err()).contains("images of a batch must not touch each other");
    }

    @Test
    void shouldRefuseWeightsInOtherFiles() throws Exception {
        model.externalWeights = true;

        assertThat(add(LABELS).err())
                .contains("keeps weights in other files: export it as one file");
    }

    @Test
    void shouldNameEveryProblemOfAManifest() throws Exception {
        Path manifest = model.write(folder, onnx, LABELS);
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"NHWC\"", "\"CHWN\"")
                        .replace("\"version\": \"1\",", ""));

        TestingCommand run =
                TestingCommand.run("add", "--onnx", onnx, "--manifest", manifest, "--out", out);

        assertThat(run.err())
                .contains("manifest " + manifest)
                .contains("'version'")
                .contains("/input/layout \"CHWN\"");
    }

    @Test
    void shouldRefuseFilesThatAreNotWhatTheyAreCalled() throws Exception {
        Path manifest = model.write(folder, onnx, LABELS);
        Files.writeString(onnx, "no graph");
        assertThat(TestingCommand.run("add", "--onnx", onnx, "--manifest", manifest, "--out", out))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).contains("graph " + onnx));

        Files.delete(onnx);
        assertThat(
                        TestingCommand.run(
                                        "add", "--onnx", onnx, "--manifest", manifest, "--out", out)
                                .err())
                .contains("means.onnx does not exist");

        Files.writeString(manifest, "name: yaml");
        assertThat(
                        TestingCommand.run(
                                        "add", "--onnx", onnx, "--manifest", manifest, "--out", out)
                                .err())
                .contains("is not JSON");
    }

    private TestingCommand add(List<String> labels) throws Exception {
        Path manifest = model.write(folder, onnx, labels);
        return TestingCommand.run("add", "--onnx", onnx, "--manifest", manifest, "--out", out);
    }
}

package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        ModelManifest manifest = ModelManifest.read(ModelFiles.of(out));
        assertThat(manifest.labels()).isEqualTo(LABELS);
        assertThat(manifest.outputs().logits()).isEqualTo("logits");
        assertThat(manifest.outputs().embedding()).isEqualTo("means");
    }

    @Test
    void shouldKeepAGraphThatGivesAllAsItIs() throws Exception {
        model.embedding = true;

        assertThat(add(LABELS).out()).contains("embedding: 'means', 3 values");

        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(onnx);
    }

    @Test
    void shouldOpenAGraphForOneImage() throws Exception {
        model.batch = 1;
        Path folder = this.folder.resolve("p");
        Path red = TestingPictures.plain(folder.resolve("r.png"), 300, 200, Color.RED);
        Path blue = TestingPictures.plain(folder.resolve("b.png"), 300, 200, Color.BLUE);

        TestingCommand added = add(LABELS);
        TestingCommand classified = TestingCommand.run("classify", "--model", out, red, blue);

        assertThat(added.exitCode()).isZero();
        assertThat(added.out())
                .contains("batches: of any size, in the file of 1; nodes changed: 0")
                .contains("embedding: 'means', 3 values");
        assertThat(classified.out()).containsSubsequence("r.png", "red", "b.png", "blue");
    }

    @Test
    void shouldTakeTheEmbeddingThatIsNamed() throws Exception {
        TestingCommand run = add(LABELS, "--embedding", "floats");

        assertThat(run.exitCode()).isEqualTo(0);
        assertThat(ModelManifest.read(ModelFiles.of(out)).outputs().embedding())
                .isEqualTo("floats_row");
    }

    @Test
    void shouldSayWhichEmbeddingIsFoundWhereTheNamedIsNot() throws Exception {
        TestingCommand run = add(LABELS, "--embedding", "features");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("graph " + onnx + ": embedding 'features' is no tensor")
                .contains("by itself 'means' is found");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRefuseAnotherInput() throws Exception {
        Path manifest = model.write(folder, onnx, LABELS);
        Files.writeString(manifest, Files.readString(manifest).replace("uint8", "float32"));

        assertThat(
                        TestingCommand.run(
                                        "add", "--onnx", onnx, "--manifest", manifest, "--out", out)
                                .err())
                .contains("graph " + onnx + ": input 'image' is")
                .contains("must be FLOAT[-1, 224, 224, 3]");
    }

    @Test
    void shouldRefuseAnotherNumberOfLabels() throws Exception {
        assertThat(add(List.of("red", "green")).err())
                .contains("output 'logits' has 3 values an image")
                .contains("must have one for each of the 2 labels");
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

        assertThat(add(LABELS).err())
                .contains("graph does not keep the images of a batch apart")
                .contains("node 'all' (ReduceMean) works along the images of a batch");
    }

    @Test
    void shouldIncludeWeightsThatLieBesideTheGraph() throws Exception {
        model.externalWeights = "means.onnx.data";
        Path picture = TestingPictures.plain(folder.resolve("p/a.png"), 300, 200, Color.BLUE);

        assertThat(add(LABELS).exitCode()).isZero();

        assertThat(out.resolve("means.onnx.data")).doesNotExist();
        assertThat(TestingCommand.run("classify", "--model", out, picture).out().lines().skip(1))
                .first()
                .asString()
                .contains("blue");
    }

    @Test
    void shouldRefuseWeightsThatAreNotBesideTheGraph() throws Exception {
        model.externalWeights = "means.onnx.data";
        Path manifest = model.write(folder, onnx, LABELS);
        Files.delete(folder.resolve("means.onnx.data"));
        assertThat(
                        TestingCommand.run(
                                        "add", "--onnx", onnx, "--manifest", manifest, "--out", out)
                                .err())
                .contains("means.onnx.data does not exist");

        model.externalWeights = "../means.onnx.data";
        assertThat(add(LABELS).err())
                .contains("weights 'matrix' are in '../means.onnx.data': must be a file beside");
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

    private TestingCommand add(List<String> labels, Object... further) throws Exception {
        Path manifest = model.write(folder, onnx, labels);
        return TestingCommand.run(
                Stream.concat(
                                Stream.of(
                                        "add",
                                        "--onnx",
                                        onnx,
                                        "--manifest",
                                        manifest,
                                        "--out",
                                        out),
                                Stream.of(further))
                        .toArray());
    }
}

package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.Score;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.training.TrainedModel;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final Variant VARIANT = Variant.named("26m").withClasses(3);
    private static final Weights WEIGHTS = Weights.untrained(VARIANT, 7);

    @TempDir private Path folder;
    private Path checkpoint;
    private Path labels;
    private Path out;

    @BeforeEach
    void writeFiles() throws Exception {
        checkpoint = TestingCheckpoint.safetensors(folder.resolve("epoch-9.safetensors"), WEIGHTS);
        labels = Files.write(folder.resolve("labels.txt"), List.of("car", "bus", "van"));
        out = folder.resolve("model");
    }

    @Test
    void shouldMakeAModelOfTheWeights() throws Exception {
        Path expected = folder.resolve("expected");
        ModelFolder.write(expected, VARIANT, WEIGHTS, ModelDescription.untrained(VARIANT));
        Path picture = TestingPictures.plain(folder.resolve("p/red.png"), 300, 300, Color.RED);

        TestingCommand run = run("--labels", labels.toString(), "--name", "gate", "--version", "9");

        assertThat(run.exitCode()).isZero();
        ModelManifest manifest = ModelManifest.read(ModelFiles.of(out));
        assertThat(manifest.name()).isEqualTo("gate");
        assertThat(manifest.version()).isEqualTo("9");
        assertThat(manifest.trained()).isTrue();
        assertThat(manifest.labels()).containsExactly("car", "bus", "van");
        assertThat(manifest.weights())
                .contains("epoch-9.safetensors", FileDigest.sha256(checkpoint));
        assertThat(out.resolve("model-float.onnx")).exists();
        assertThat(probabilities(out, picture)).isEqualTo(probabilities(expected, picture));
    }

    @Test
    void shouldNumberClassesAndDigestWhereNothingIsSaid() throws Exception {
        assertThat(run().exitCode()).isZero();

        ModelManifest manifest = ModelManifest.read(ModelFiles.of(out));
        assertThat(manifest.labels()).containsExactly("class-0", "class-1", "class-2");
        assertThat(manifest.name()).isEqualTo("mobile-former-26m");
        assertThat(manifest.version()).isEqualTo(FileDigest.sha256(checkpoint).substring(0, 8));
    }

    @Test
    void shouldTakeTheLabelsOfTheModelFolderThatTheWeightsAreIn() throws Exception {
        Path trained = folder.resolve("trained");
        ModelDescription description =
                ModelDescription.untrained(VARIANT).withLabels(List.of("a", "b", "c"));
        new TrainedModel(VARIANT, WEIGHTS, description).write(trained);
        checkpoint = trained.resolve(TrainedModel.WEIGHTS);

        assertThat(run().exitCode()).isZero();

        assertThat(ModelManifest.read(ModelFiles.of(out)).labels()).containsExactly("a", "b", "c");
        assertThat(out.resolve("model-float.onnx")).exists();
    }

    @Test
    void shouldNameEveryEntryThatDoesNotFit() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        WEIGHTS.names().forEach(name -> tensors.put(name, WEIGHTS.get(name)));
        tensors.remove("stem.0.weight");
        tensors.put("head.bias", new Tensor(new int[] {1}, new float[1]));
        tensors.put("tokens.weight", new Tensor(new int[] {6, 128}, new float[6 * 128]));
        TestingCheckpoint.safetensors(checkpoint, Weights.of(tensors));

        TestingCommand run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().map(String::strip))
                .containsExactly(
                        "framewatch model import: checkpoint %s: weights do not fit variant 26m (3 classes, 3 tokens):"
                                .formatted(checkpoint),
                        "shape: tokens.weight [3, 128] is [6, 128]",
                        "missing: stem.0.weight [8, 3, 3, 3]",
                        "surplus: head.bias");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRefuseACheckpointThatRunsCodeInOneLine() throws Exception {
        TestingCheckpoint.hostile(checkpoint);

        TestingCommand run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(checkpoint.toString()).contains("os.system");
    }

    @Test
    void shouldSayHowManyLabelsThereMustBe() throws Exception {
        Files.write(labels, List.of("car", "bus"));

        TestingCommand run = run("--labels", labels.toString());

        assertThat(run.err())
                .contains("has 2 labels: must be 3, one for each class of " + checkpoint);
    }

    @Test
    void shouldRefuseWeightsThatGiveNoNumbersAndKeepTheOldModel() throws Exception {
        run();
        byte[] before = Files.readAllBytes(out.resolve("model.onnx"));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        WEIGHTS.names().forEach(name -> tensors.put(name, WEIGHTS.get(name)));
        Tensor bias = WEIGHTS.get("classifier.classifier.1.bias");
        float[] diverged = new float[bias.values().length];
        Arrays.fill(diverged, Float.NaN);
        tensors.put("classifier.classifier.1.bias", new Tensor(bias.shape(), diverged));
        TestingCheckpoint.safetensors(checkpoint, Weights.of(tensors));

        TestingCommand run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("logits that are no numbers");
        assertThat(out.resolve("model.onnx")).hasBinaryContent(before);
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() throws Exception {
        Files.delete(checkpoint);

        assertThat(run().err())
                .isEqualTo("framewatch model import: %s does not exist%n".formatted(checkpoint));
    }

    private TestingCommand run(String... further) throws Exception {
        Object[] arguments = {"import", "--variant", "26m", "--weights", checkpoint, "--out", out};
        Object[] all = Arrays.copyOf(arguments, arguments.length + further.length);
        System.arraycopy(further, 0, all, arguments.length, further.length);
        return TestingCommand.run(all);
    }

    /** By index of the label. */
    private static List<Float> probabilities(Path model, Path picture) throws Exception {
        List<ClassifiedImage> results = new ArrayList<>();
        try (ImageClassifier classifier = ImageClassifier.open(model)) {
            classifier.classify(List.of(picture), 3, results::add);
        }
        return results.get(0).scores().stream()
                .sorted(Comparator.comparing(Score::index))
                .map(Score::probability)
                .toList();
    }
}

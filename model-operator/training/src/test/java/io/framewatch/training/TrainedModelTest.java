package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.framewatch.mobileformer.Ablation;
import io.framewatch.mobileformer.Formula;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.TestingImages;
import io.framewatch.mobileformer.TestingSession;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainedModelTest {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);

    @TempDir private Path folder;

    static Stream<Variant> networks() {
        Variant ungrouped = Variant.named("52m").withClasses(5);
        return Stream.of(
                VARIANT.withTokens(6),
                ungrouped.with(Ablation.WITHOUT_DYNAMIC_RELU),
                ungrouped.with(Ablation.WITHOUT_BRIDGES),
                VARIANT.with(Ablation.MOBILE_ALONE));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldGiveTheLogitsOfTheNetworkInOnnxRuntime(Variant variant) throws Exception {
        Weights weights = Formula.weights(variant);

        new TrainedModel(variant, weights, description(variant)).write(folder.resolve("model"));

        assertGraphsGiveTheLogitsOf(variant, weights);
    }

    @Test
    void shouldGiveTheLogitsOfATrainedNetworkInOnnxRuntime() throws Exception {
        Weights initial = Weights.untrained(VARIANT, 1);
        Weights trained = train(initial);

        new TrainedModel(VARIANT, trained, description(VARIANT)).write(folder.resolve("model"));

        assertThat(trained.get("stem.0.weight").values())
                .isNotEqualTo(initial.get("stem.0.weight").values());
        assertThat(trained.get("stem.1.running_mean").values())
                .isNotEqualTo(initial.get("stem.1.running_mean").values());
        assertGraphsGiveTheLogitsOf(VARIANT, trained);
    }

    @Test
    void shouldBeTheBeginningOfAnotherTraining() throws Exception {
        Weights weights = Formula.weights(VARIANT);
        new TrainedModel(VARIANT, weights, description(VARIANT)).write(folder.resolve("model"));

        Weights same = InitialWeights.read(folder.resolve("model"), VARIANT, 1);
        Weights others = InitialWeights.read(folder.resolve("model"), VARIANT.withClasses(3), 1);

        assertThat(NetworkParameters.values(VARIANT, same))
                .isEqualTo(NetworkParameters.values(VARIANT, weights));
        others.requireFit(VARIANT.withClasses(3));
        assertThat(others.get("classifier.fc.0.weight").values())
                .isEqualTo(weights.get("classifier.fc.0.weight").values());
    }

    @Test
    void shouldNotBeTheBeginningOfATrainingOfAnotherNetwork() throws Exception {
        new TrainedModel(VARIANT, Formula.weights(VARIANT), description(VARIANT))
                .write(folder.resolve("model"));

        assertThatThrownBy(
                        () ->
                                InitialWeights.read(
                                        folder.resolve("model"), VARIANT.withTokens(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape: tokens.weight [1, 128] is [3, 128]");
    }

    /**
     * The inputs are float images [3, 224, 224], and images of bytes, which the graphs normalise.
     */
    private void assertGraphsGiveTheLogitsOf(Variant variant, Weights weights) throws Exception {
        byte[] bytes = TestingImages.checkered();
        float[][] images = {Formula.image(0), TestingImages.normalised(bytes)};
        try (TestingSession floats = open(ModelFolder.FLOAT_MODEL);
                TestingSession ofBytes = open(ModelFolder.MODEL)) {
            for (float[] image : images) {
                Logits.assertClose(
                        floats.run(image).get("logits").values(), logits(variant, weights, image));
            }
            Logits.assertClose(
                    ofBytes.run(bytes).get("logits").values(), logits(variant, weights, images[1]));
        }
    }

    private TestingSession open(String graph) throws Exception {
        return TestingSession.open(folder.resolve("model").resolve(graph));
    }

    private static float[] logits(Variant variant, Weights weights, float[] image) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkParameters parameters = new NetworkParameters(manager, variant, false);
            parameters.values().put(NetworkParameters.values(variant, weights));
            NDArray images =
                    manager.create(image, new Shape(1, 3, Variant.RESOLUTION, Variant.RESOLUTION));
            return new Network(variant, parameters, false)
                    .logits(images, manager.ones(new Shape(1, 1)))
                    .toFloatArray();
        }
    }

    /** A few steps on pictures of two colours. */
    private Weights train(Weights initial) throws Exception {
        for (int i = 0; i < 16; i++) {
            paint("red", new Color(200 + 3 * i, 5 * i, 0), i);
            paint("blue", new Color(0, 5 * i, 200 + 3 * i), i);
        }
        TrainingOptions options =
                new TrainingOptions(
                        VARIANT,
                        new Schedule(2, 0.002, 0.5, List.of(64)),
                        new Regularisation(
                                0.05, 0.1, 0.2, 0.1, 0.9, new Augmentation(0.5, 0.5, 0.1)),
                        new StepOptions(8, 2, 1),
                        new Intervals(Duration.ofMinutes(1), 1));
        LabelledPictures pictures = LabelledPictures.read(folder.resolve("pictures"));
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        try (Training training = Training.open(options, pictures, null, initial, checkpoints)) {
            training.run(new TestingListener());
            return training.weights();
        }
    }

    private void paint(String label, Color colour, int number) throws IOException {
        BufferedImage picture = new BufferedImage(80, 70, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 80, 70);
        graphics.dispose();
        Path file = folder.resolve("pictures").resolve(label).resolve(number + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private static ModelDescription description(Variant variant) {
        return ModelDescription.untrained(variant);
    }
}

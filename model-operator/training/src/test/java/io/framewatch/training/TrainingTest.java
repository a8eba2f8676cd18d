package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrainingTest {

    private static final Weights UNTRAINED = Weights.untrained(TestingOptions.VARIANT, 1);

    private final TestingOptions options = new TestingOptions();
    private LabelledPictures pictures = TestingPictures.coloured(8, 1);
    private LabelledPictures validation = TestingPictures.coloured(10, 2);
    private Path folder;

    @BeforeEach
    void makeFolder(@TempDir Path temporary) {
        folder = temporary;
    }

    /**
     * Validation uses 224 pixels. With images of 96 pixels the deepest maps have 3x3 pixels. With
     * 32 they have one pixel surrounded by padding, and the running statistics of batch
     * normalisation hold for no other size: the network then classifies all colours at 32 pixels
     * and none at 224.
     */
    @Test
    void shouldLearnColours() throws Exception {
        pictures = TestingPictures.coloured(48, 1);
        options.epochs = 4;
        options.validationInterval = 4;
        options.batch = 16;
        options.learningRate = 0.001;
        options.warmUp = 1;
        options.imageSizes = List.of(96);
        options.mixup = 0;
        options.augmentation = new Augmentation(0.5, 0.1, 0);
        TestingListener listener = new TestingListener();

        try (Training training = open()) {
            assertThat(training.run(listener)).isTrue();
            assertThat(training.epoch()).isEqualTo(4);
        }

        EpochFigures last = listener.epochs.get(3);
        // An untrained network has loss ln 3. With label smoothing the least loss is 0.29.
        assertThat(last.steps().loss()).isLessThan(Math.log(3) - 0.3);
        // Guessing gives a third; taking one colour for another gives two thirds.
        assertThat(last.validationTop1()).isGreaterThan(0.8);
        assertThat(last.steps().imagesPerSecond()).isPositive();
        assertThat(listener.epochs.get(0).validationTop1()).isNull();
    }

    /** Inside an epoch, with batches of several sizes made ahead. */
    @Test
    void shouldEndWithTheSameWeightsWhenItWasStoppedAndResumed() throws Exception {
        options.imageSizes = List.of(32, 64);
        float[] undisturbed = train(folder.resolve("undisturbed"), 0);

        float[] resumed = train(folder.resolve("stopped"), 2);

        assertThat(resumed).isEqualTo(undisturbed);
    }

    @Test
    void shouldLeaveNothingWhenItIsStoppedBeforeTheFirstStep() throws Exception {
        folder = folder.resolve("run");

        try (Training training = open()) {
            training.stop();
            assertThat(training.run(new TestingListener())).isFalse();
        }
        assertThat(folder).doesNotExist();

        try (Training training = open()) {
            training.run(new TestingListener(1, training::stop));
        }
        assertThat(folder.resolve("checkpoint")).isNotEmptyFile();
    }

    /**
     * @param stopAfter steps; 0 for no stop
     * @return the averaged weights
     */
    private float[] train(Path run, int stopAfter) throws IOException {
        folder = Files.createDirectory(run);
        if (stopAfter > 0) {
            try (Training training = open()) {
                TestingListener stopping = new TestingListener(stopAfter, training::stop);
                assertThat(training.run(stopping)).isFalse();
                assertThat(stopping.steps).isEqualTo(stopAfter);
                assertThat(stopping.epochs).isEmpty();
            }
        }
        TestingListener listener = new TestingListener();
        try (Training training = open()) {
            assertThat(training.run(listener)).isTrue();
            assertThat(listener.steps).isEqualTo(2 * 3 - stopAfter);
            return NetworkParameters.values(TestingOptions.VARIANT, training.weights());
        }
    }

    @Test
    void shouldWriteACheckpointWhenOneIsDue() throws Exception {
        options.checkpointInterval = Duration.ZERO;
        options.epochs = 1;
        Path checkpoint = folder.resolve("checkpoint");
        TestingListener listener =
                new TestingListener(2, () -> assertThat(checkpoint).isNotEmptyFile());

        try (Training training = open()) {
            training.run(listener);
        }

        assertThat(listener.steps).isEqualTo(3);
    }

    @Test
    void shouldDoNothingWhenAllIsDone() throws Exception {
        options.epochs = 1;
        float[] weights = train(1);
        TestingListener listener = new TestingListener();

        try (Training training = open()) {
            assertThat(training.run(listener)).isTrue();
            assertThat(NetworkParameters.values(TestingOptions.VARIANT, training.weights()))
                    .isEqualTo(weights);
        }
        assertThat(listener.steps).isZero();
    }

    private float[] train(int epochs) throws IOException {
        options.epochs = epochs;
        try (Training training = open()) {
            training.run(new TestingListener());
            return NetworkParameters.values(TestingOptions.VARIANT, training.weights());
        }
    }

    /** A picture with too few bytes makes the making of batches fail. */
    @Test
    void shouldEndWhenBatchesCannotBeMade() throws Exception {
        LabelledPictures.Item broken =
                new LabelledPictures.Item("red/0", 2, new Picture(40, 40, new byte[3]));
        pictures =
                new LabelledPictures(pictures.labels(), Collections.nCopies(8, broken), List.of());

        try (Training training = open()) {
            assertThatThrownBy(() -> training.run(new TestingListener()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldRefuseACheckpointOfAnotherRunOrABrokenOne() throws Exception {
        train(1);
        options.learningRate = 0.1;
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to another run");

        Files.write(folder.resolve("checkpoint"), new byte[] {1, 2});
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a complete checkpoint");
    }

    @Test
    void shouldRefusePicturesThatDoNotFit() {
        validation =
                new LabelledPictures(
                        List.of("blue", "green", "yellow"), List.of(pictures.get(0)), List.of());
        assertThatThrownBy(this::open).hasMessageContaining("[blue, green, yellow] must be those");

        pictures = TestingPictures.coloured(2, 1);
        assertThatThrownBy(this::open).hasMessage("6 pictures must be at least a batch of 8");

        pictures = new LabelledPictures(List.of("a"), List.of(pictures.get(0)), List.of());
        assertThatThrownBy(this::open)
                .hasMessage("a network of 3 classes does not fit pictures of 1: [a]");
    }

    private Training open() throws IOException {
        return Training.open(options.toOptions(), pictures, validation, UNTRAINED, folder);
    }
}

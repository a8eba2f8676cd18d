package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.kernels.Instructions;
import io.framewatch.kernels.KernelLibrary;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.TunedModel;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real network on real frames. */
class MobileFormerClassifierTest {

    private static final List<String> FRAMES =
            List.of("red-car-420.jpg", "room-422.jpg", "white-car-444.jpg");
    private static final Path MODELS = Path.of("../../deploy/distribution/models");
    private static final int ROOM = 14;
    private static final int TOP = 1000;

    @TempDir private static Path folder;

    @BeforeAll
    static void writeModel() throws Exception {
        Variant variant = Variant.named("26m");
        ModelFolder.write(
                folder.resolve("26m"),
                variant,
                Weights.untrained(variant, 1),
                ModelDescription.untrained(variant));
    }

    @Test
    void shouldGiveEachFrameOfABatchTheScoresItHasAlone() throws Exception {
        List<List<Score>> together = classify(FRAMES);

        for (int frame = 0; frame < FRAMES.size(); frame++) {
            List<Score> alone = classify(FRAMES.subList(frame, frame + 1)).get(0);
            assertSame(together.get(frame), alone);
        }
        assertThat(together.get(0)).isNotEqualTo(together.get(1));
    }

    /** 13 frames are more than the largest tuned batch: they run as 8, and 5 in a batch of 6. */
    @Test
    void shouldGiveEachFrameOfAnyBatchTheScoresItHasAlone() throws Exception {
        try (Classifier classifier = Classifier.open(ModelFiles.of(folder.resolve("26m")))) {
            List<List<Score>> alone = classify(classifier, FRAMES);
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < ROOM - 1; i++) {
                frames.add(FRAMES.get(i % FRAMES.size()));
                List<List<Score>> together = classify(classifier, frames);

                for (int frame = 0; frame < frames.size(); frame++) {
                    assertSame(together.get(frame), alone.get(frame % FRAMES.size()));
                }
            }
        }
    }

    @Test
    void shouldBeTunedWhereThereIsATunedForm() throws Exception {
        ModelFiles files = ModelFiles.of(folder.resolve("26m"));
        byte[] stored = Files.readAllBytes(folder.resolve("26m").resolve(ModelFiles.GRAPH));
        String expected =
                TunedModel.of(stored, 1).isPresent()
                        ? "tuned for batches of [1, 2, 4]"
                        : "as it is stored: it has no tuned form for this processor";

        try (Classifier tuned = Classifier.open(files, new ClassifierOptions(4, ModelForm.TUNED));
                Classifier portable =
                        Classifier.open(files, new ClassifierOptions(4, ModelForm.PORTABLE));
                SampleImages images = new SampleImages(tuned.manifest(), 5)) {
            assertThat(tuned.description()).isEqualTo(expected);
            assertThat(portable.description()).isEqualTo("as it is stored");
            assertClose(images, tuned, portable);
        }
    }

    @Test
    void shouldRunOnKernelsWhereTheProcessorHasTheInstructions() throws Exception {
        ModelFiles files = ModelFiles.of(folder.resolve("26m"));
        for (Instructions instructions : KernelLibrary.instructions()) {
            ClassifierOptions options =
                    new ClassifierOptions(4, ModelForm.KERNELS, Set.of(instructions));
            assertSameOnKernels(files, options, "on kernels for " + instructions);
        }
    }

    /** The models that come with Framewatch. */
    @Test
    void shouldRunTrainedModelsOnKernels() throws Exception {
        try (Stream<Path> models = Files.list(MODELS)) {
            for (Path model : models.filter(Files::isDirectory).toList()) {
                assertSameOnKernels(
                        ModelFiles.of(model),
                        ClassifierOptions.DEFAULT,
                        "on kernels for " + KernelLibrary.instructions().get(0));
            }
        }
    }

    private static void assertSameOnKernels(
            ModelFiles files, ClassifierOptions options, String description) throws Exception {
        try (Classifier kernels = Classifier.open(files, options);
                Classifier portable =
                        Classifier.open(files, new ClassifierOptions(4, ModelForm.PORTABLE));
                SampleImages images = new SampleImages(kernels.manifest(), ROOM - 1)) {
            assertThat(kernels.description()).isEqualTo(description);
            assertThat(kernels.form()).isEqualTo(ModelForm.KERNELS);
            assertClose(images, kernels, portable);
        }
    }

    /** Whatever a model's numbers are, it gives what the stored graph gives. */
    @Test
    void shouldRunModelsWithNumbersThatAreNone() throws Exception {
        Variant variant = Variant.named("26m").withWidth(0.5).withClasses(10);
        for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e38f, 1e-42f}) {
            Path model = folder.resolve("hostile" + number);
            ModelFolder.write(
                    model, variant, hostile(variant, number), ModelDescription.untrained(variant));

            try (Classifier any = Classifier.open(ModelFiles.of(model));
                    Classifier portable =
                            Classifier.open(
                                    ModelFiles.of(model),
                                    new ClassifierOptions(1, ModelForm.PORTABLE));
                    SampleImages images = new SampleImages(any.manifest(), 3)) {
                Outputs expected = images.run(portable.inference());
                Outputs actual = images.run(any.inference());
                assertThat(actual.areNumbers())
                        .as(any.description())
                        .isEqualTo(expected.areNumbers());
                if (expected.areNumbers()) {
                    assertThat(expected.difference(actual)).as(any.description()).isEmpty();
                }
            }
        }
    }

    /** A number in the middle of each pointwise convolution of the first blocks. */
    private static Weights hostile(Variant variant, float number) {
        Weights sound = Weights.untrained(variant, 1);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : sound.names()) {
            Tensor tensor = sound.get(name);
            if (name.startsWith("features.1.") && tensor.shape().length == 4) {
                float[] values = tensor.values().clone();
                values[values.length / 2] = number;
                tensor = new Tensor(tensor.shape(), values);
            }
            tensors.put(name, tensor);
        }
        return Weights.of(tensors);
    }

    @Test
    void shouldShareTunedSessionsUntilTheLastUserCloses() throws Exception {
        ModelFiles files = ModelFiles.of(folder.resolve("26m"));
        Classifier first = Classifier.open(files, new ClassifierOptions(2, ModelForm.TUNED));
        Classifier second = Classifier.open(files, new ClassifierOptions(3, ModelForm.TUNED));
        Classifier other = Classifier.open(files, new ClassifierOptions(1, ModelForm.PORTABLE));
        assertThat(SharedSession.count()).isEqualTo(2);

        first.close();
        assertThat(SharedSession.count()).isEqualTo(2);
        second.close();
        assertThat(SharedSession.count()).isEqualTo(1);
        other.close();
        assertThat(SharedSession.count()).isZero();
    }

    @Test
    void shouldClassifyFromSeveralThreadsAtOnce() throws Exception {
        List<List<Score>> expected = classify(FRAMES);
        List<Callable<List<List<Score>>>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> classify(FRAMES));
        }

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<List<Score>>> results : threads.invokeAll(calls)) {
                assertThat(results.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<List<Score>> classify(List<String> frames) throws Exception {
        try (Classifier classifier = Classifier.open(ModelFiles.of(folder.resolve("26m")))) {
            return classify(classifier, frames);
        }
    }

    private static List<List<Score>> classify(Classifier classifier, List<String> frames)
            throws Exception {
        try (ImageBatch batch = classifier.newBatch(ROOM)) {
            for (String frame : frames) {
                batch.addJpeg(TestingImages.frame(frame));
            }
            return classifier.classify(batch, TOP);
        }
    }

    private static void assertClose(SampleImages images, Classifier actual, Classifier expected)
            throws Exception {
        Outputs outputs = images.run(actual.inference());
        Outputs expectedOutputs = images.run(expected.inference());
        assertClose(outputs.logits(), expectedOutputs.logits());
        assertClose(outputs.embeddings(), expectedOutputs.embeddings());
    }

    private static void assertClose(FloatBuffer values, FloatBuffer expected) {
        float largest = 0;
        for (int i = 0; i < values.limit(); i++) {
            largest = Math.max(largest, Math.abs(expected.get(i)));
        }
        for (int i = 0; i < values.limit(); i++) {
            assertThat(values.get(i)).isCloseTo(expected.get(i), within(1e-4f * largest));
        }
    }

    private static void assertSame(List<Score> actual, List<Score> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int rank = 0; rank < actual.size(); rank++) {
            assertThat(actual.get(rank).probability())
                    .isCloseTo(expected.get(rank).probability(), within(1e-6f));
        }
        assertThat(actual.get(0).label()).isEqualTo(expected.get(0).label());
    }
}

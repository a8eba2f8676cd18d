package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.TunedModel;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real network on real frames. */
class MobileFormerClassifierTest {

    private static final List<String> FRAMES =
            List.of("red-car-420.jpg", "room-422.jpg", "white-car-444.jpg");
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

        try (Classifier tuned = Classifier.open(files, new ClassifierOptions(4, true));
                Classifier portable = Classifier.open(files, new ClassifierOptions(4, false));
                SampleImages images = new SampleImages(tuned.manifest(), 5)) {
            assertThat(tuned.form()).isEqualTo(expected);
            assertThat(portable.form()).isEqualTo("as it is stored");
            assertClose(images, tuned, portable);
        }
    }

    @Test
    void shouldShareTunedSessionsUntilTheLastUserCloses() throws Exception {
        ModelFiles files = ModelFiles.of(folder.resolve("26m"));
        Classifier first = Classifier.open(files, new ClassifierOptions(2, true));
        Classifier second = Classifier.open(files, new ClassifierOptions(3, true));
        Classifier other = Classifier.open(files, new ClassifierOptions(1, false));
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

package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
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
        try (Classifier classifier = Classifier.open(ModelFiles.of(folder.resolve("26m")));
                ImageBatch batch = classifier.newBatch(frames.size())) {
            for (String frame : frames) {
                batch.addJpeg(TestingImages.frame(frame));
            }
            return classifier.classify(batch, TOP);
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

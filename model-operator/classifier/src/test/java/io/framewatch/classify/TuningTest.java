package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.classify.Tuning.Opened;
import io.framewatch.classify.Tuning.TunedGraphs;
import io.framewatch.mobileformer.TunedModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningTest {

    private static final List<Integer> BATCHES = List.of(1, 4);
    private static final String RUNTIME = ModelSession.runtimeVersion();
    private static final float FACTOR = 0.1f;

    private final ModelManifest manifest;
    private final byte[] stored = graph(-1, FACTOR);

    TuningTest() throws Exception {
        manifest = ModelManifest.read(new TestingModel());
    }

    /** Before an upgrade of the runtime, check the operators that tuned graphs use. */
    @Test
    void shouldKnowTheRuntimeThatIsUsed() {
        assertThat(TunedModel.RUNTIME_VERSION).isEqualTo(RUNTIME);
    }

    @Test
    void shouldFillABatchUpWhereThereIsRoomAndElseRunItInParts() throws Exception {
        try (TunedSessions sessions = new TunedSessions(manifest);
                SampleImages images = new SampleImages(manifest, 10)) {
            for (int size : List.of(1, 4, 6)) {
                sessions.add(size, ModelSession.open(manifest, graph(size, size), size));
            }

            assertThat(sizesThatRan(sessions, images, 10, 10))
                    .containsExactly(6, 6, 6, 6, 6, 6, 4, 4, 4, 4);
            assertThat(sizesThatRan(sessions, images, 9, 10))
                    .containsExactly(6, 6, 6, 6, 6, 6, 4, 4, 4);
            assertThat(sizesThatRan(sessions, images, 9, 9))
                    .containsExactly(6, 6, 6, 6, 6, 6, 1, 1, 1);
            assertThat(sizesThatRan(sessions, images, 5, 6)).containsExactly(6, 6, 6, 6, 6);
            assertThat(sizesThatRan(sessions, images, 5, 5)).containsExactly(4, 4, 4, 4, 1);
            assertThat(sizesThatRan(sessions, images, 2, 3)).containsExactly(1, 1);
        }
    }

    /** The logits of each image by graphs that multiply by their batch size. */
    private List<Integer> sizesThatRan(
            TunedSessions sessions, SampleImages images, int count, int room) throws Exception {
        int labels = manifest.labels().size();
        FloatBuffer actual = images.run(sessions, count, room).logits();
        FloatBuffer means = means(images);
        List<Integer> sizes = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            int size = Math.round(actual.get(image * labels) / means.get(image * labels));
            for (int i = image * labels; i < (image + 1) * labels; i++) {
                assertThat(actual.get(i)).isEqualTo(means.get(i) * size);
            }
            sizes.add(size);
        }
        return sizes;
    }

    @Test
    void shouldCloseEverySession() throws Exception {
        TunedSessions sessions = new TunedSessions(manifest);
        ModelSession one = ModelSession.open(manifest, graph(1, 1), 1);
        ModelSession four = ModelSession.open(manifest, graph(4, 4), 4);
        sessions.add(1, one);
        sessions.add(4, four);

        sessions.close();

        try (SampleImages images = new SampleImages(manifest, 4)) {
            assertThatThrownBy(() -> images.run(one, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> images.run(four, 4)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldUseGraphsThatGiveTheSameResults() throws Exception {
        // within the tolerance, but enough to tell the two apart
        float almost = FACTOR * (1 + 5e-5f);
        Opened opened = open((model, batch) -> Optional.of(graph(batch, almost)));

        assertThat(opened.form()).isEqualTo("tuned for batches of [1, 4]");
        assertRuns(opened, almost);
    }

    @Test
    void shouldLoadWhatIsStoredIfNothingElseIsWanted() throws Exception {
        TunedGraphs unused =
                (model, batch) -> {
                    throw new AssertionError("tuned for batches of " + batch);
                };

        Opened opened = new Tuning(unused, RUNTIME).open(manifest, stored, List.of());

        assertThat(opened.form()).isEqualTo("as it is stored");
        assertRuns(opened, FACTOR);
    }

    @Test
    void shouldFallBackIfThereIsNoTunedGraph() throws Exception {
        assertFallsBack(
                (model, batch) -> Optional.empty(), "it has no tuned form for this processor");
    }

    @Test
    void shouldFallBackIfTuningFails() throws Exception {
        assertFallsBack(
                (model, batch) -> {
                    throw new IllegalArgumentException("graph has no constant 'stem'");
                },
                "graph has no constant 'stem'");
    }

    @Test
    void shouldFallBackIfTheRuntimeRefusesTheGraph() throws Exception {
        assertFallsBack(
                (model, batch) -> Optional.of("no graph".getBytes(UTF_8)),
                "its tuned form for batches of 1 cannot be loaded: ");
    }

    @Test
    void shouldFallBackIfTheGraphIsForAnotherSizeOfBatch() throws Exception {
        assertFallsBack(
                (model, batch) -> Optional.of(graph(3, FACTOR)),
                "its tuned form for batches of 1 cannot be loaded: input 'image'");
    }

    @Test
    void shouldFallBackIfOneSizeDiffers() throws Exception {
        assertFallsBack(
                (model, batch) -> Optional.of(graph(batch, batch == 4 ? FACTOR * 1.0005f : FACTOR)),
                "its tuned form for batches of 4 differs by 5.0e-04 of the largest logit");
    }

    @Test
    void shouldFallBackIfResultsAreNoNumbers() throws Exception {
        assertFallsBack(
                (model, batch) -> Optional.of(graph(batch, Float.NaN)),
                "its tuned form for batches of 1 differs by NaN of the largest logit");
    }

    @Test
    void shouldFallBackInARuntimeThatIsNotKnown() throws Exception {
        TunedGraphs same = (model, batch) -> Optional.of(graph(batch, FACTOR));

        Opened opened = new Tuning(same, "0.1").open(manifest, stored, BATCHES);

        assertThat(opened.form())
                .isEqualTo(
                        "as it is stored: its tuned form is tested with ONNX Runtime 0.1,"
                                + " not with "
                                + RUNTIME);
        assertRuns(opened, FACTOR);
    }

    @Test
    void shouldRefuseAStoredGraphThatCannotRun() {
        Tuning tuning = new Tuning((model, batch) -> Optional.empty(), RUNTIME);

        assertThatThrownBy(() -> tuning.open(manifest, "no graph".getBytes(UTF_8), BATCHES))
                .isInstanceOf(InvalidModelException.class);
    }

    @Test
    void shouldTuneForNoLargerBatchThanWillCome() {
        assertThat(ClassifierOptions.DEFAULT.tunedBatches()).containsExactly(1, 2, 4, 6, 8);
        assertThat(new ClassifierOptions(7, true).tunedBatches()).containsExactly(1, 2, 4, 6);
        assertThat(new ClassifierOptions(1, true).tunedBatches()).containsExactly(1);
        assertThat(new ClassifierOptions(8, false).tunedBatches()).isEmpty();
        assertThatThrownBy(() -> new ClassifierOptions(0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max batch 0 must be at least 1");
    }

    private void assertFallsBack(TunedGraphs graphs, String reason) throws Exception {
        Opened opened = open(graphs);

        assertThat(opened.form()).startsWith("as it is stored: " + reason);
        assertRuns(opened, FACTOR);
    }

    private Opened open(TunedGraphs graphs) throws Exception {
        return new Tuning(graphs, RUNTIME).open(manifest, stored, BATCHES);
    }

    private void assertRuns(Opened opened, float factor) throws Exception {
        try (Inference inference = opened.inference();
                SampleImages images = new SampleImages(manifest, 5)) {
            FloatBuffer actual = images.run(inference).logits();
            FloatBuffer means = means(images);
            for (int i = 0; i < actual.limit(); i++) {
                assertThat(actual.get(i)).isEqualTo(means.get(i) * factor);
            }
        }
    }

    /** The logits of the model with factor 1. */
    private FloatBuffer means(SampleImages images) throws Exception {
        try (ModelSession session = ModelSession.open(manifest, graph(-1, 1))) {
            return images.run(session).logits();
        }
    }

    private static byte[] graph(int batch, float factor) {
        TestingModel model = new TestingModel();
        model.batch = batch;
        model.factor = factor;
        return model.graph();
    }
}

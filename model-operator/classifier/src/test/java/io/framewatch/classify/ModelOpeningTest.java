package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.kernels.Instructions;
import io.framewatch.mobileformer.TunedModel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelOpeningTest {

    private static final int MAX_BATCH = 4;
    private static final String RUNTIME = ModelSession.runtimeVersion();
    private static final float FACTOR = 0.1f;

    private final ModelManifest manifest;
    private final byte[] stored = graph(-1, FACTOR);

    ModelOpeningTest() throws Exception {
        manifest = ModelManifest.read(new TestingModel());
    }

    /** Before an upgrade of the runtime, check the operators that tuned graphs use. */
    @Test
    void shouldKnowTheRuntimeThatIsUsed() {
        assertThat(TunedModel.RUNTIME_VERSION).isEqualTo(RUNTIME);
    }

    @Test
    void shouldUseGraphsThatGiveTheSameResults() throws Exception {
        // within the tolerance, but enough to tell the two apart
        float almost = FACTOR * (1 + 5e-5f);
        OpenedForm opened = open((model, batch) -> Optional.of(graph(batch, almost)));

        assertThat(opened.description()).isEqualTo("tuned for batches of [1, 2, 4]");
        assertRuns(opened, almost);
    }

    @Test
    void shouldLoadWhatIsStoredIfNothingElseIsWanted() throws Exception {
        TunedForm.Graphs unused =
                (model, batch) -> {
                    throw new AssertionError("tuned for batches of " + batch);
                };

        OpenedForm opened =
                opening(new TestingKernels(), unused)
                        .open(manifest, stored, options(ModelForm.PORTABLE));

        assertThat(opened.description()).isEqualTo("as it is stored");
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
        TunedForm.Graphs same = (model, batch) -> Optional.of(graph(batch, FACTOR));

        OpenedForm opened =
                new ModelOpening(Map.of(ModelForm.TUNED, new TunedForm(same, "0.1")))
                        .open(manifest, stored, options(ModelForm.TUNED));

        assertThat(opened.description())
                .isEqualTo(
                        "as it is stored: its tuned form is tested with ONNX Runtime 0.1,"
                                + " not with "
                                + RUNTIME);
        assertRuns(opened, FACTOR);
    }

    @Test
    void shouldRefuseAStoredGraphThatCannotRun() {
        ModelOpening opening = opening(new TestingKernels(), (model, batch) -> Optional.empty());

        assertThatThrownBy(
                        () ->
                                opening.open(
                                        manifest,
                                        "no graph".getBytes(UTF_8),
                                        options(ModelForm.KERNELS)))
                .isInstanceOf(InvalidModelException.class);
    }

    @Test
    void shouldTuneForNoLargerBatchThanWillCome() {
        assertThat(ClassifierOptions.DEFAULT.tunedBatches()).containsExactly(1, 2, 4, 6, 8);
        assertThat(new ClassifierOptions(7, ModelForm.TUNED).tunedBatches())
                .containsExactly(1, 2, 4, 6);
        assertThat(new ClassifierOptions(1, ModelForm.TUNED).tunedBatches()).containsExactly(1);
        assertThatThrownBy(() -> new ClassifierOptions(0, ModelForm.TUNED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max batch 0 must be at least 1");
    }

    @Test
    void shouldRunOnKernelsThatGiveTheSameResultsAndTuneNothing() throws Exception {
        float almost = FACTOR * (1 + 5e-5f);
        TestingKernels kernels = new TestingKernels();
        kernels.factor = almost;

        OpenedForm opened = open(kernels, Set.of(Instructions.values()));

        assertThat(opened.description()).isEqualTo("on kernels for AVX512");
        assertRuns(opened, almost);
        assertThat(kernels.closed).isEqualTo(1);
    }

    @Test
    void shouldUseTheBestAllowedInstructions() throws Exception {
        OpenedForm opened = open(new TestingKernels(), Set.of(Instructions.AVX2));

        assertThat(opened.description()).isEqualTo("on kernels for AVX2");
        opened.inference().close();
    }

    @Test
    void shouldTuneWhereTheProcessorHasNoneOfTheInstructions() throws Exception {
        assertTuned(
                new TestingKernels(),
                Set.of(Instructions.NEON),
                "kernels can use [AVX512, AVX2] here, not [NEON]");
    }

    @Test
    void shouldTuneWhereTheLibraryCannotBeLoaded() throws Exception {
        TestingKernels kernels = new TestingKernels();
        kernels.instructions = List.of();
        kernels.problem = Optional.of("there are no kernels for plan9-mips");

        assertTuned(kernels, Set.of(Instructions.values()), "there are no kernels for plan9-mips");
    }

    @Test
    void shouldTuneANetworkThatKernelsDoNotKnow() throws Exception {
        TestingKernels kernels = new TestingKernels();
        kernels.known = false;

        assertTuned(kernels, Set.of(Instructions.values()), "kernels do not know its network");
    }

    @Test
    void shouldTuneIfKernelsDiffer() throws Exception {
        TestingKernels kernels = new TestingKernels();
        kernels.factor = FACTOR * 1.0005f;

        assertTuned(
                kernels,
                Set.of(Instructions.values()),
                "its form on kernels for batches of 1 differs by 5.0e-04 of the largest logit");
        assertThat(kernels.closed).isEqualTo(1);
    }

    @Test
    void shouldSayWhyNoFasterFormRuns() throws Exception {
        TestingKernels kernels = new TestingKernels();
        kernels.known = false;

        OpenedForm opened =
                opening(kernels, (model, batch) -> Optional.empty())
                        .open(manifest, stored, options(ModelForm.KERNELS));

        assertThat(opened.description())
                .isEqualTo(
                        "as it is stored: kernels do not know its network;"
                                + " it has no tuned form for this processor");
        assertRuns(opened, FACTOR);
    }

    private OpenedForm open(TestingKernels kernels, Set<Instructions> instructions)
            throws Exception {
        TunedForm.Graphs unused =
                (model, batch) -> {
                    throw new AssertionError("tuned for batches of " + batch);
                };
        return opening(kernels, unused)
                .open(
                        manifest,
                        stored,
                        new ClassifierOptions(MAX_BATCH, ModelForm.KERNELS, instructions));
    }

    private void assertTuned(TestingKernels kernels, Set<Instructions> instructions, String reason)
            throws Exception {
        OpenedForm opened =
                opening(kernels, (model, batch) -> Optional.of(graph(batch, FACTOR)))
                        .open(
                                manifest,
                                stored,
                                new ClassifierOptions(MAX_BATCH, ModelForm.KERNELS, instructions));

        assertThat(opened.description()).isEqualTo("tuned for batches of [1, 2, 4]: " + reason);
        assertRuns(opened, FACTOR);
    }

    private static ModelOpening opening(TestingKernels kernels, TunedForm.Graphs graphs) {
        return new ModelOpening(
                Map.of(
                        ModelForm.KERNELS,
                        new KernelForm(kernels),
                        ModelForm.TUNED,
                        new TunedForm(graphs, RUNTIME)));
    }

    private static ClassifierOptions options(ModelForm fastest) {
        return new ClassifierOptions(MAX_BATCH, fastest);
    }

    private void assertFallsBack(TunedForm.Graphs graphs, String reason) throws Exception {
        OpenedForm opened = open(graphs);

        assertThat(opened.description()).startsWith("as it is stored: " + reason);
        assertRuns(opened, FACTOR);
    }

    private OpenedForm open(TunedForm.Graphs graphs) throws Exception {
        return opening(new TestingKernels(), graphs)
                .open(manifest, stored, options(ModelForm.TUNED));
    }

    private void assertRuns(OpenedForm opened, float factor) throws Exception {
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

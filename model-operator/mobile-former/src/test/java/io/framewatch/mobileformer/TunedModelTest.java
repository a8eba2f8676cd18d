package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunedModelTest {

    private static final Variant SMALLEST = Variant.named("26m");

    static Stream<Variant> variants() {
        return Stream.concat(
                Variant.published().stream(),
                Stream.of(SMALLEST.withTokens(1), SMALLEST.withTokens(6).withClasses(5)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldGiveTheLogitsOfTheStoredModel(Variant variant) throws Exception {
        ModelProto stored = stored(variant, Formula.weights(variant), ImageForm.FLOAT_NCHW);

        assertSame(stored, tuned(stored, 1), Formula.image(0));
        assertSame(stored, tuned(stored, 2), Formula.image(0), Formula.image(1));
    }

    /** The number of images in a feature map grows from one to all as the maps get smaller. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6, 7, 8})
    void shouldPutImagesTogether(int batch) throws Exception {
        ModelProto stored = stored(SMALLEST, Formula.weights(SMALLEST), ImageForm.FLOAT_NCHW);
        float[][] images =
                IntStream.range(0, batch).mapToObj(Formula::image).toArray(float[][]::new);

        assertSame(stored, tuned(stored, batch), images);
    }

    /** Before an upgrade of the runtime, run these tests and check the internal operators. */
    @Test
    void shouldBeTestedWithTheRuntimeThatItIsKnownFor() {
        assertThat(OrtEnvironment.getEnvironment().getVersion())
                .isEqualTo(TunedModel.RUNTIME_VERSION);
    }

    @Test
    void shouldTakeBytes() throws Exception {
        Weights weights = Weights.untrained(SMALLEST, 1);
        ModelProto stored = stored(SMALLEST, weights, ImageForm.UINT8_NHWC);
        byte[][] images = {TestingImages.checkered(), TestingImages.gradient()};

        try (TestingSession expected = TestingSession.open(stored);
                TestingSession tuned = TestingSession.open(tuned(stored, 2))) {
            LargestDifference.assertBelow(1e-4, expected.run(images), tuned.run(images));
        }
    }

    /** Exponentials of raw scores would be infinite. */
    @Test
    void shouldStayFiniteWithLargeScores() throws Exception {
        Weights weights = withLargeKeys(Weights.untrained(SMALLEST, 1));
        ModelProto stored = stored(SMALLEST, weights, ImageForm.FLOAT_NCHW);

        try (TestingSession session = TestingSession.open(tuned(stored, 1))) {
            for (float logit : session.run(Formula.image(0)).get("logits").values()) {
                assertThat(logit).isFinite();
            }
        }
    }

    @Test
    void shouldLeaveOtherModelsAlone() throws Exception {
        Variant ablation = SMALLEST.with(Ablation.WITHOUT_BRIDGES);
        byte[] stored =
                stored(ablation, Weights.untrained(ablation, 1), ImageForm.FLOAT_NCHW)
                        .toByteArray();

        assertThat(TunedModel.of(stored, 1, 16)).isEmpty();
        assertThat(TunedModel.of(ModelProto.getDefaultInstance().toByteArray(), 1, 16)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoModelOrNoBatch() {
        assertThatThrownBy(() -> TunedModel.of(new byte[] {7}, 1, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model is not ONNX");
        assertThatThrownBy(() -> TunedModel.of(new byte[0], 0, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 0 must be at least 1");
    }

    private static void assertSame(ModelProto stored, ModelProto tuned, float[]... images)
            throws Exception {
        try (TestingSession expected = TestingSession.open(stored);
                TestingSession session = TestingSession.open(tuned)) {
            LargestDifference.assertBelow(1e-4, expected.run(images), session.run(images));
        }
    }

    private static ModelProto stored(Variant variant, Weights weights, ImageForm form)
            throws Exception {
        return OnnxModel.of(variant, weights, ModelDescription.untrained(variant), form);
    }

    private static ModelProto tuned(ModelProto stored, int batch) throws Exception {
        byte[] tuned = TunedModel.of(stored.toByteArray(), batch).orElseThrow();
        return ModelProto.parseFrom(tuned);
    }

    private static Weights withLargeKeys(Weights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : weights.names()) {
            Tensor tensor = weights.get(name);
            float[] values = tensor.values().clone();
            if (name.endsWith(".k.weight")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 1000;
                }
            }
            tensors.put(name, new Tensor(tensor.shape(), values));
        }
        return Weights.of(tensors);
    }
}

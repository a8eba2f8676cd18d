package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsTest {

    private static final Variant VARIANT = Variant.named("26m");

    static Stream<Variant> published() {
        return Variant.published().stream();
    }

    @Test
    void shouldNameEveryEntryThatDoesNotFit() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights fitting = Weights.untrained(VARIANT, 1);
        fitting.names().forEach(name -> tensors.put(name, fitting.get(name)));
        tensors.remove("tokens.weight");
        tensors.remove("local_global.q.bias");
        tensors.put("stem.0.weight", Tensor.of(new float[8], 8));
        tensors.put("head.weight", Tensor.of(new float[0], 0));

        assertThatThrownBy(() -> Weights.of(tensors).requireFit(VARIANT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        """
                        weights do not fit variant 26m (1000 classes, 3 tokens):
                          missing: tokens.weight [3, 128]
                          shape: stem.0.weight [8, 3, 3, 3] is [8]
                          missing: local_global.q.bias [96]
                          surplus: head.weight""");
    }

    @Test
    void shouldFitWithoutCountersOfTraining() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights fitting = Weights.untrained(VARIANT, 1);
        fitting.names().stream()
                .filter(name -> !name.endsWith("num_batches_tracked"))
                .forEach(name -> tensors.put(name, fitting.get(name)));

        assertThatCode(() -> Weights.of(tensors).requireFit(VARIANT)).doesNotThrowAnyException();
    }

    @Test
    void shouldKeepAllButTheLastLayerForOtherClasses() {
        Weights weights = Weights.untrained(VARIANT, 1);
        Variant fiveClasses = VARIANT.withClasses(5);

        Weights changed = weights.withNewLastLayer(fiveClasses, 2);

        changed.requireFit(fiveClasses);
        Weights others = Weights.untrained(fiveClasses, 2);
        for (String name : weights.names()) {
            Weights expected = name.startsWith("classifier.classifier.1.") ? others : weights;
            assertThat(changed.get(name).values()).as(name).isEqualTo(expected.get(name).values());
        }
    }

    @Test
    void shouldNameWhatIsOfAnotherNetworkThanTheNewLastLayer() {
        Weights weights = Weights.untrained(VARIANT.withTokens(6), 1);

        assertThatThrownBy(() -> weights.withNewLastLayer(VARIANT.withClasses(5), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape: tokens.weight [3, 128] is [6, 128]");
    }

    @Test
    void shouldGiveTheSameUntrainedWeightsForTheSameSeed() {
        String name = "features.8.conv1.0.weight";

        float[] weights = Weights.untrained(VARIANT, 5).get(name).values();

        assertThat(weights).isEqualTo(Weights.untrained(VARIANT, 5).get(name).values());
        assertThat(weights).isNotEqualTo(Weights.untrained(VARIANT, 6).get(name).values());
    }

    @ParameterizedTest
    @MethodSource("published")
    void shouldGiveSensibleLogitsUntrained(Variant variant) throws Exception {
        byte[][] images = {
            TestingImages.plain(0, 0, 0),
            TestingImages.plain(255, 255, 255),
            TestingImages.plain(255, 0, 90),
            TestingImages.gradient(),
            TestingImages.checkered()
        };

        try (TestingSession session =
                TestingSession.open(
                        PortableGraph.of(
                                        variant,
                                        Weights.untrained(variant, 1),
                                        ImageForm.UINT8_NHWC)
                                .build())) {
            float[] logits = session.run(images).get("logits").values();

            float largest = 0;
            for (float logit : logits) {
                assertThat(logit).isFinite();
                largest = Math.max(largest, Math.abs(logit));
            }
            assertThat(largest).isBetween(0.1f, 20f);
        }
    }
}

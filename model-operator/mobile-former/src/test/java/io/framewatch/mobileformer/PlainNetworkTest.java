package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain network against the authors' figures, and the graph against the plain network. */
class PlainNetworkTest {

    static Stream<Variant> otherThanPublished() {
        return Stream.of("26m", "96m")
                .map(Variant::named)
                .flatMap(
                        variant ->
                                Stream.of(
                                        variant.withTokens(1),
                                        variant.withTokens(3),
                                        variant.withTokens(6),
                                        variant.with(Ablation.WITHOUT_DYNAMIC_RELU),
                                        variant.with(Ablation.WITHOUT_BRIDGES),
                                        variant.with(Ablation.MOBILE_ALONE),
                                        variant.withWidth(1.1).with(Ablation.MOBILE_ALONE)))
                .map(variant -> variant.withClasses(17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"26m", "96m"})
    void shouldComputeTheLogitsOfTheAuthors(String name) {
        Variant variant = Variant.named(name);

        double[] logits = PlainNetwork.logits(variant, Formula.weights(variant), Formula.image(1));

        JsonNode expected = Reference.golden(name).get("logits").get(1);
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i])
                    .as("logit %d", i)
                    .isCloseTo(expected.get(i).asDouble(), within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("otherThanPublished")
    void shouldBeComputedByTheGraph(Variant variant) throws Exception {
        Weights weights = Formula.weights(variant);
        float[] image = Formula.image(0);
        double[] expected = PlainNetwork.logits(variant, weights, image);

        try (TestingSession session =
                TestingSession.open(
                        PortableGraph.of(variant, weights, ImageForm.FLOAT_NCHW).build())) {
            float[] logits = session.run(image, image).get("logits").values();

            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i])
                        .as("logit %d", i)
                        .isCloseTo(expected[i % expected.length], within(1e-4 * largest));
            }
        }
    }
}

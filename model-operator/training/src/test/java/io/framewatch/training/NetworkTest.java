package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.mobileformer.Activations;
import io.framewatch.mobileformer.Formula;
import io.framewatch.mobileformer.Reference;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network against the figures of the authors' implementation. */
class NetworkTest {

    static Stream<Variant> published() {
        return Variant.published().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void shouldComputeTheActivationsAndLogitsOfTheAuthors(Variant variant) {
        Map<String, Network.Activations> states = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Network network = network(manager, variant);

            Tensor logits =
                    tensor(
                            network.logits(
                                    images(manager), manager.ones(new Shape(1, 1)), states::put));

            JsonNode expected = Reference.golden(variant.name());
            for (JsonNode activation : expected.get("activations")) {
                assertActivations(activation, states.get(activation.get("after").asText()));
            }
            Logits.assertClose(logits.values(), Logits.of(expected.get("logits")));
        }
    }

    /** Only the classifier's average and the bridges' attention depend on the size. */
    @Test
    void shouldTakeImagesOfAnyMultipleOf32Pixels() {
        Variant variant = Variant.named("26m").withClasses(10);
        try (NDManager manager = NDManager.newBaseManager()) {
            Network network = network(manager, variant);

            NDArray logits =
                    network.logits(
                            manager.zeros(new Shape(3, 3, 64, 96)), manager.ones(new Shape(1, 1)));

            assertThat(logits.getShape()).isEqualTo(new Shape(3, 10));
            assertThat(logits.isNaN().any().getBoolean()).isFalse();
        }
    }

    private static Network network(NDManager manager, Variant variant) {
        NetworkParameters parameters = new NetworkParameters(manager, variant, false);
        parameters.values().put(NetworkParameters.values(variant, Formula.weights(variant)));
        return new Network(variant, parameters, false);
    }

    private static NDArray images(NDManager manager) {
        Shape shape = new Shape(1, 3, Variant.RESOLUTION, Variant.RESOLUTION);
        return manager.create(Formula.image(0), shape)
                .concat(manager.create(Formula.image(1), shape), 0);
    }

    private static void assertActivations(JsonNode activation, Network.Activations state) {
        String after = activation.get("after").asText();
        if (activation.has("features")) {
            Activations.assertSummary(
                    "features after " + after, tensor(state.map()), activation.get("features"));
        }
        if (activation.has("tokens")) {
            Activations.assertSummary(
                    "tokens after " + after, tensor(state.tokens()), activation.get("tokens"));
        }
    }

    private static Tensor tensor(NDArray array) {
        int[] shape =
                LongStream.of(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
        return new Tensor(shape, array.toFloatArray());
    }
}

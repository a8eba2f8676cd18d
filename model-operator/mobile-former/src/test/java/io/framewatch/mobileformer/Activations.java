package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares values inside a graph with the summaries of the reference. */
public final class Activations {

    private static final double TOLERANCE = 1e-4;

    private Activations() {}

    /** The feature map after a block. A block without skip or bridge ends in a convolution. */
    static void assertFeatures(JsonNode activation, Map<String, Tensor> values) {
        if (activation.has("features")) {
            String after = activation.get("after").asText();
            Tensor features = firstOf(values, after, after + ".skip", after + ".conv.4");
            assertSummary("features after " + after, features, activation.get("features"));
        }
    }

    /** The tokens after a block. The reference has them as [T, N, D]. */
    static void assertTokens(JsonNode activation, Map<String, Tensor> values) {
        String after = activation.get("after").asText();
        if (after.equals("local_global") || values.containsKey(after + ".global_block.ffn_norm")) {
            Tensor tokens =
                    firstOf(values, after + ".global_block.ffn_norm", after + ".layer_norm");
            assertSummary("tokens after " + after, tokens, activation.get("tokens"));
        }
    }

    private static Tensor firstOf(Map<String, Tensor> values, String... names) {
        return Stream.of(names).filter(values::containsKey).map(values::get).findFirst().get();
    }

    /**
     * Compares a map or tokens with a summary: number of values, mean, deviation and the first
     * ones.
     */
    public static void assertSummary(String what, Tensor tensor, JsonNode expected) {
        double mean = mean(tensor.values());
        double deviation = deviation(tensor.values(), mean);
        double tolerance = TOLERANCE * Math.max(1, expected.get("std").asDouble());
        assertThat(tensor.values().length).as(what).isEqualTo(size(expected.get("shape")));
        assertThat(mean)
                .as("mean of " + what)
                .isCloseTo(expected.get("mean").asDouble(), within(tolerance));
        assertThat(deviation)
                .as("deviation of " + what)
                .isCloseTo(expected.get("std").asDouble(), within(tolerance));
        for (int i = 0; i < expected.get("first").size(); i++) {
            assertThat((double) tensor.values()[i])
                    .as("value %d of %s", i, what)
                    .isCloseTo(expected.get("first").get(i).asDouble(), within(tolerance));
        }
    }

    private static int size(JsonNode shape) {
        int size = 1;
        for (JsonNode dimension : shape) {
            size *= dimension.asInt();
        }
        return size;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    /** The sample standard deviation. */
    private static double deviation(float[] values, double mean) {
        double squares =
                IntStream.range(0, values.length)
                        .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                        .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}

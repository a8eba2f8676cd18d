package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {

    static Stream<Variant> published() {
        return Variant.published().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void shouldHaveTheEntriesOfThePublishedCheckpoint(Variant variant) {
        List<String> expected = new ArrayList<>();
        for (JsonNode entry : Reference.stateDict(variant.name()).get("state_dict")) {
            List<String> shape = new ArrayList<>();
            entry.get(1).forEach(dimension -> shape.add(dimension.asText()));
            expected.add(entry.get(0).asText() + " " + shape);
        }

        List<String> entries =
                variant.layers().stream()
                        .flatMap(layer -> layer.entries().stream())
                        .map(Entry::toString)
                        .toList();

        assertThat(entries).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("published")
    void shouldCountParametersAndMultiplyAdds(Variant variant) {
        JsonNode expected = Reference.stateDict(variant.name());

        assertThat(variant.layers().stream().mapToLong(Layer::parameters).sum())
                .isEqualTo(expected.get("parameters").asLong());
        assertThat(variant.layers().stream().mapToLong(Layer::multiplyAdds).sum())
                .isEqualTo(expected.get("conv_and_linear_multiply_adds_per_image").asLong());
    }
}

package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearLabelsTest {

    private static final List<String> LABELS =
            List.of(
                    "goldfish",
                    "cab, taxi",
                    "Car wheel",
                    "cart",
                    "sports car, sport car",
                    "beaver");

    @Test
    void shouldPutLabelsWithTheWordFirst() {
        assertThat(NearLabels.of("car", LABELS))
                .containsExactly("Car wheel", "sports car, sport car", "cart");
    }

    @Test
    void shouldFindASlipOfTheFinger() {
        assertThat(NearLabels.of("Goldfihs", LABELS)).startsWith("goldfish");
    }
}

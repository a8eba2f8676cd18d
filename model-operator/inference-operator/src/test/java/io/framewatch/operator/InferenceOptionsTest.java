package io.framewatch.operator;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceOptionsTest {

    private static final Duration DELAY = Duration.ofMillis(20);

    @Test
    void shouldNameTheOptionTheValueAndTheRule() {
        assertRefused(" ", 8, DELAY, 5, "model URI ' ' must not be blank");
        assertRefused("model", 0, DELAY, 5, "max batch 0 must be from 1 to 256");
        assertRefused("model", 257, DELAY, 5, "max batch 257 must be from 1 to 256");
        assertRefused(
                "model", 8, Duration.ofMillis(-1), 5, "max delay PT-0.001S must not be negative");
        assertRefused("model", 8, DELAY, 0, "top 0 must be at least 1");
        assertThatThrownBy(
                        () ->
                                new InferenceOptions(
                                        "model",
                                        8,
                                        DELAY,
                                        5,
                                        WatchedLabels.NONE,
                                        List.of(),
                                        ZERO,
                                        true,
                                        null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max age PT0S must be above zero");
        assertThatThrownBy(
                        () ->
                                new InferenceOptions(
                                        "model",
                                        8,
                                        DELAY,
                                        5,
                                        WatchedLabels.NONE,
                                        List.of(),
                                        null,
                                        true,
                                        ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slowest batch PT0S must be above zero");
    }

    private static void assertRefused(
            String modelUri, int maxBatch, Duration maxDelay, int top, String message) {
        assertThatThrownBy(() -> new InferenceOptions(modelUri, maxBatch, maxDelay, top))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

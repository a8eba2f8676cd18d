package io.framewatch.operator;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.classify.ModelForm;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InferenceOptionsTest {

    private static final Duration DELAY = Duration.ofMillis(20);

    @Test
    void shouldNameTheOptionTheValueAndTheRule() {
        assertRefused(() -> new ConfiguredModel(" ", List.of()), "model URI ' ' must not be blank");
        assertRefused(() -> new Batching(0, DELAY), "max batch 0 must be from 1 to 256");
        assertRefused(() -> new Batching(257, DELAY), "max batch 257 must be from 1 to 256");
        assertRefused(
                () -> new Batching(8, Duration.ofMillis(-1)),
                "max delay PT-0.001S must not be negative");
        assertRefused(() -> new ResultLabels(0, WatchedLabels.NONE), "top 0 must be at least 1");
        assertRefused(() -> options(ZERO, null), "max age PT0S must be above zero");
        assertRefused(() -> options(null, ZERO), "slowest batch PT0S must be above zero");
    }

    private static InferenceOptions options(Duration maxAge, Duration slowestBatch) {
        return new InferenceOptions(
                new ConfiguredModel("model", List.of()),
                new Batching(8, DELAY),
                new ResultLabels(5, WatchedLabels.NONE),
                maxAge,
                ModelForm.KERNELS,
                slowestBatch);
    }

    private static void assertRefused(ThrowingCallable make, String message) {
        assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}

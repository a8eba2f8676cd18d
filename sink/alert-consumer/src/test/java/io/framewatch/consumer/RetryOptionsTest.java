package io.framewatch.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryOptionsTest {

    private static final IOException FAILURE = new IOException("down");

    @Test
    void shouldDoubleTheBoundOfRandomDelaysUpToTheMost() {
        assertThat(delay(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(1, 0)).isZero();
        assertThat(delay(2, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(4, 1)).isEqualTo(Duration.ofSeconds(8));
        assertThat(delay(7, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(delay(100_000, 0.5)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldWaitAsLongAsTheReceiverAsksForAtMostAnHour() {
        assertThat(asked(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(asked(Duration.ofDays(5))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldRefuseWhatIsNoDelay() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new RetryOptions(Duration.ZERO, second, second))
                .hasMessage("first of retries PT0S must be above zero");
        assertThatThrownBy(() -> new RetryOptions(second, second, Duration.ZERO))
                .hasMessage("limit of retries PT0S must be above zero");
        assertThatThrownBy(() -> new RetryOptions(second, Duration.ZERO, second))
                .hasMessage("longest retry delay PT0S must be at least the first one, PT1S");
    }

    private static Duration delay(int failures, double random) {
        return RetryOptions.DEFAULT.delay(failures, FAILURE, random);
    }

    private static Duration asked(Duration delay) {
        return RetryOptions.DEFAULT.delay(1, new RetryAfterException("busy", delay), 0.5);
    }
}

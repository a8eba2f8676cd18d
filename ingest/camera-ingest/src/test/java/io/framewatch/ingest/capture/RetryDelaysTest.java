package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.Failsafe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelaysTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, 500",
        "1, 1, 1000",
        "2, 0.5, 1250",
        "2, 1, 2000",
        "5, 1, 16000",
        "6, 1, 30000",
        "1000000, 0, 500",
        "1000000, 1, 30000"
    })
    void shouldChooseFromALongerTimeAfterEachFailure(int failures, double random, long millis) {
        assertThat(RetryDelays.DEFAULT.delay(failures, random))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void shouldCountTheFailuresInARow() {
        RetryDelays delays =
                new RetryDelays(
                        Duration.ofNanos(1_000), Duration.ofNanos(64_000), Duration.ofDays(1));
        List<Long> nanos = new ArrayList<>();
        int[] tries = {0};

        Failsafe.with(
                        delays.soon(true)
                                .onRetryScheduled(retry -> nanos.add(retry.getDelay().toNanos()))
                                .build())
                .run(
                        () -> {
                            if (tries[0]++ < 200) {
                                throw new CaptureException(FailureReason.TIMEOUT);
                            }
                        });

        assertThat(nanos).hasSize(200);
        assertThat(nanos.get(0)).isBetween(1_000L, 2_000L);
        assertThat(nanos.get(1)).isBetween(1_000L, 4_000L);
        assertThat(nanos).allMatch(delay -> delay >= 1_000 && delay <= 64_000);
        assertThat(nanos).anyMatch(delay -> delay > 32_000);
    }
}

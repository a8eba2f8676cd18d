package io.framewatch.consumer.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

    @Test
    void shouldReadSecondsAndDates() {
        assertThat(RetryAfter.delay("0", NOW)).hasValue(Duration.ZERO);
        assertThat(RetryAfter.delay("120", NOW)).hasValue(Duration.ofMinutes(2));
        assertThat(RetryAfter.delay("Wed, 25 Nov 2026 04:01:30 GMT", NOW))
                .hasValue(Duration.ofSeconds(90));
        assertThat(RetryAfter.delay("Wed, 25 Nov 2026 03:00:00 GMT", NOW)).hasValue(Duration.ZERO);
    }

    @Test
    void shouldIgnoreWhatIsNeither() {
        assertThat(RetryAfter.delay("", NOW)).isEmpty();
        assertThat(RetryAfter.delay("-1", NOW)).isEmpty();
        assertThat(RetryAfter.delay("soon", NOW)).isEmpty();
        assertThat(RetryAfter.delay("99999999999999", NOW)).isEmpty();
    }
}

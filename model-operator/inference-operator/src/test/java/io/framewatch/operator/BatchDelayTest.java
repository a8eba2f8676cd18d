package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchDelayTest {

    private static final Duration MAXIMUM = Duration.ofMillis(20);

    private final BatchDelay delay = new BatchDelay(MAXIMUM);

    @Test
    void shouldLeaveAllToAFrameThatFindsNobodyBusy() {
        assertThat(delay.left(1_000)).isEqualTo(MAXIMUM);

        delay.busy(1_000, 1_012);

        assertThat(delay.left(1_014)).isEqualTo(MAXIMUM);
    }

    @Test
    void shouldCountTheBatchThatAFrameMayHaveWaitedFor() {
        delay.busy(1_000, 1_012);

        assertThat(delay.left(1_012)).isEqualTo(Duration.ofMillis(8));
        assertThat(delay.left(1_013)).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void shouldLeaveNothingAfterALongBatch() {
        delay.busy(1_000, 1_050);

        assertThat(delay.left(1_050)).isEqualTo(Duration.ZERO);
    }
}

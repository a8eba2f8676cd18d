package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private long nanoTime = Long.MAX_VALUE - 1; // the clock may overflow
    private final Deadline deadline = new Deadline(() -> nanoTime);

    @Test
    void shouldExpireWhenTheTimeIsOver() {
        deadline.arm(Duration.ofSeconds(10));
        assertThat(deadline.isExpired()).isFalse();

        pass(10);

        assertThat(deadline.isExpired()).isTrue();
        assertThat(deadline.isOverdueBy(Duration.ofSeconds(5))).isFalse();
        pass(5);
        assertThat(deadline.isOverdueBy(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void shouldNotExpireWhileNoCallIsWaiting() {
        deadline.arm(Duration.ofSeconds(10));
        deadline.disarm();
        pass(3600);

        assertThat(deadline.isExpired()).isFalse();
        assertThat(deadline.isOverdueBy(Duration.ZERO)).isFalse();
    }

    @Test
    void shouldEndEveryCallOnceStopped() {
        deadline.stop();
        deadline.arm(Duration.ofSeconds(10));

        assertThat(deadline.isExpired()).isTrue();
        assertThat(deadline.isOverdueBy(Duration.ZERO)).isFalse();
    }

    private void pass(long seconds) {
        nanoTime += Duration.ofSeconds(seconds).toNanos();
    }
}

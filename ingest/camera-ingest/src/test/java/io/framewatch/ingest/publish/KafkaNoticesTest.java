package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KafkaNoticesTest {

    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final KafkaNotices notices = new KafkaNotices("host:9092", line -> {}, nanoTime::get);

    @Test
    void shouldReportNoTroubleAtFirst() {
        assertThat(notices.report()).isEqualTo(new PublisherReport(List.of(), Duration.ZERO));
        assertThat(notices.report().isUp()).isTrue();
    }

    @Test
    void shouldReportTroublesSinceTheFirst() {
        notices.troubled("it does not answer");
        nanoTime.addAndGet(30);
        notices.troubled("it refuses the login");
        nanoTime.addAndGet(12);

        assertThat(notices.report())
                .isEqualTo(
                        new PublisherReport(
                                List.of("it does not answer", "it refuses the login"),
                                Duration.ofNanos(42)));
    }

    @Test
    void shouldReportNoTroubleAfterAFrameWasTaken() {
        notices.troubled("it does not answer");
        nanoTime.addAndGet(30);
        notices.well();

        assertThat(notices.report()).isEqualTo(new PublisherReport(List.of(), Duration.ZERO));
    }
}

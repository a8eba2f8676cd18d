package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ContactTest {

    private final Map<MetricName, Metric> metrics = new HashMap<>();
    private long now = -5; // the clock's origin is arbitrary
    private final Contact contact = new Contact(Duration.ofNanos(10), () -> now);

    @Test
    void shouldBeLostWithoutAnAnswerForTheTimeout() {
        now += 10;
        assertThat(contact.isLost()).isFalse();

        now += 1;
        assertThat(contact.isLost()).isTrue();
    }

    @Test
    void shouldBeKeptByEachAnswerOfTheCoordinator() {
        for (String name : new String[] {"join-total", "sync-total", "heartbeat-total"}) {
            now += 9;
            count(name, "consumer-coordinator-metrics", 1);
            contact.observe(metrics);
        }
        assertThat(contact.isLost()).isFalse();

        now += 9;
        contact.observe(metrics);
        now += 2;
        assertThat(contact.isLost()).as("no answer for 11 ns").isTrue();

        count("heartbeat-total", "consumer-coordinator-metrics", 2);
        contact.observe(metrics);
        assertThat(contact.isLost()).isFalse();
    }

    @Test
    void shouldNotBeKeptByWhatIsSent() {
        now += 11;
        count("commit-total", "consumer-coordinator-metrics", 1);
        count("heartbeat-total", "other-metrics", 1);
        contact.observe(metrics);

        assertThat(contact.isLost()).isTrue();
    }

    private void count(String name, String group, double value) {
        MetricName metric = new MetricName(name, group, "", Map.of());
        metrics.put(metric, new Count(metric, value));
    }

    private record Count(MetricName metricName, double value) implements Metric {

        @Override
        public Object metricValue() {
            return value;
        }
    }
}

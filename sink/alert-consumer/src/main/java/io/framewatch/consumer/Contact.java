package io.framewatch.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether a member of a consumer group has heard from the group's coordinator lately. The consumer
 * itself says nothing while it cannot reach the broker, so its counts of answers tell. For one
 * thread.
 */
final class Contact {

    private static final String GROUP = "consumer-coordinator-metrics";
    private static final Set<String> ANSWERS =
            Set.of("heartbeat-total", "join-total", "sync-total");

    private final Duration timeout;
    private double answers;
    private long last = System.nanoTime();

    /**
     * @param timeout how long no answer counts as no contact
     */
    Contact(Duration timeout) {
        this.timeout = timeout;
    }

    /** What is wrong, after a look at whether there were answers since the last call. */
    Optional<String> trouble(Map<MetricName, ? extends Metric> metrics) {
        double now =
                metrics.entrySet().stream()
                        .filter(metric -> isAnswer(metric.getKey()))
                        .mapToDouble(metric -> (double) metric.getValue().metricValue())
                        .sum();
        if (now != answers) {
            answers = now;
            last = System.nanoTime();
        }
        return System.nanoTime() - last > timeout.toNanos()
                ? Optional.of("no answer for " + timeout.toSeconds() + " s")
                : Optional.empty();
    }

    private static boolean isAnswer(MetricName name) {
        return GROUP.equals(name.group()) && ANSWERS.contains(name.name());
    }
}

package io.framewatch.ingest.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether a member of a consumer group has heard from the group's coordinator lately. The consumer
 * itself says nothing while it cannot reach the broker, so its counts of answers tell. Thread-safe.
 */
final class Contact {

    private static final String GROUP = "consumer-coordinator-metrics";
    private static final Set<String> ANSWERS =
            Set.of("heartbeat-total", "join-total", "sync-total");

    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private double answers;
    private volatile long last;

    /**
     * @param timeout how long no answer counts as no contact
     * @param nanoTime usually {@link System#nanoTime()}
     */
    Contact(Duration timeout, LongSupplier nanoTime) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Looks whether there were answers since the last call; for one thread. */
    void observe(Map<MetricName, ? extends Metric> metrics) {
        double now =
                metrics.entrySet().stream()
                        .filter(metric -> isAnswer(metric.getKey()))
                        .mapToDouble(metric -> (double) metric.getValue().metricValue())
                        .sum();
        if (now != answers) {
            answers = now;
            last = nanoTime.getAsLong();
        }
    }

    boolean isLost() {
        return nanoTime.getAsLong() - last > timeoutNanos;
    }

    private static boolean isAnswer(MetricName name) {
        return GROUP.equals(name.group()) && ANSWERS.contains(name.name());
    }
}

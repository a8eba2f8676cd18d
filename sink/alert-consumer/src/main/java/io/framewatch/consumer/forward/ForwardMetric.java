package io.framewatch.consumer.forward;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a channel: names as Prometheus has them and what they say; the label is {@code
 * channel}. {@code docs/metrics.md} has a row for each.
 */
enum ForwardMetric {
    DELIVERED("delivered_total", "notices that the receiver confirmed", ChannelReport::delivered),
    LEFT_OUT("left_out_total", "notices not sent because of the cool-down", ChannelReport::leftOut),
    REPEATED(
            "repeated_total",
            "alerts that were on the topic again and had been handled",
            report -> report.consumer().repeated()),
    FAILED("failed_total", "attempts that failed", ChannelReport::failed),
    RETRIED(
            "retried_total",
            "attempts after one that failed",
            report -> report.consumer().retried()),
    PARKED(
            "parked_total",
            "records put on the topic parked-alerts",
            report -> report.consumer().parked()),
    UP(
            "up",
            "0 if the latest attempt failed or Kafka cannot be read, else 1",
            report -> report.trouble().isEmpty() ? 1 : 0);

    private static final String PREFIX = "framewatch_forward_";
    private static final String LABEL = "channel";

    private final String exposedName;
    private final String meaning;
    private final ToDoubleFunction<ChannelReport> value;

    ForwardMetric(String suffix, String meaning, ToDoubleFunction<ChannelReport> value) {
        this.exposedName = PREFIX + suffix;
        this.meaning = meaning;
        this.value = value;
    }

    String exposedName() {
        return exposedName;
    }

    String meaning() {
        return meaning;
    }

    boolean isCounter() {
        return exposedName.endsWith("_total");
    }

    /** Registers the metric of a channel, which is held weakly. */
    void register(MeterRegistry registry, String channel, Supplier<ChannelReport> report) {
        ToDoubleFunction<Supplier<ChannelReport>> now = of -> value.applyAsDouble(of.get());
        if (isCounter()) {
            FunctionCounter.builder(exposedName, report, now)
                    .description(meaning)
                    .tag(LABEL, channel)
                    .register(registry);
        } else {
            Gauge.builder(exposedName, report, now)
                    .description(meaning)
                    .tag(LABEL, channel)
                    .register(registry);
        }
    }
}

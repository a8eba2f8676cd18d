package io.framewatch.ingest.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of an ingest worker: names as Prometheus has them, kinds, labels and what they say.
 * {@code docs/metrics.md} has a row for each.
 */
enum IngestMetric {
    CAPTURED("captured_total", "pictures decoded, or left out before", "camera"),
    SKIPPED("skipped_total", "pictures that were not to be published", "camera", "reason"),
    DROPPED("dropped_total", "pictures that were lost", "camera", "reason"),
    PUBLISHED("published_total", "frames that Kafka confirmed", "camera"),
    PENDING("pending", "pictures on their way: captured, and not yet any of the others", "camera"),
    CAMERA_STATE(
            "camera_state", "1 for the state that the camera is in, else 0", "camera", "state"),
    CAMERA_VIEW(
            "camera_view",
            "1 for what the camera shows, else 0; only where its view is checked",
            "camera",
            "view"),
    RUN("run", "number of the camera's latest run: when it began, in milliseconds", "camera"),
    RECONNECTS("reconnects_total", "times that the camera was opened again", "camera"),
    ABANDONED_CALLS(
            "abandoned_calls_total",
            "calls into FFmpeg that did not return and were abandoned",
            "camera"),
    FRAME_AGE(
            "frame_age_seconds",
            "time since the last picture or, before the first, since the camera was added",
            "camera"),
    CAMERAS("cameras", "cameras of this worker"),
    HANGING_CALLS("hanging_calls", "abandoned calls into FFmpeg that have still not returned"),
    GROUP_CONTACT("group_contact", "0 if the worker has lost contact to its group, else 1"),
    KAFKA_UP("kafka_up", "1 if Kafka takes frames, else 0"),
    LEDGER_UP("ledger_up", "1 if the ledger could be written, else 0"),
    LEDGER_ENTRIES("ledger_entries_total", "entries written to the ledger");

    private static final String PREFIX = "framewatch_ingest_";

    private final String exposedName;
    private final String meaning;
    private final List<String> labels;

    IngestMetric(String suffix, String meaning, String... labels) {
        this.exposedName = PREFIX + suffix;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The name in Prometheus; that of a counter ends in {@code _total}. */
    String exposedName() {
        return exposedName;
    }

    String meaning() {
        return meaning;
    }

    List<String> labels() {
        return labels;
    }

    boolean isCounter() {
        return exposedName.endsWith("_total");
    }

    /**
     * Registers the metric for some values of its labels.
     *
     * @param source what the value is read from; held weakly
     * @param values one for each label, in their order
     */
    <T> Meter register(
            MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            tags.add(Tag.of(labels.get(i), values[i]));
        }
        return isCounter()
                ? FunctionCounter.builder(exposedName, source, value)
                        .description(meaning)
                        .tags(tags)
                        .register(registry)
                : Gauge.builder(exposedName, source, value)
                        .description(meaning)
                        .tags(tags)
                        .register(registry);
    }
}

package io.framewatch.ingest.publish;

import io.framewatch.configuration.Redaction;
import io.framewatch.event.FrameId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines for people: Kafka takes no frames, once for each reason; it takes them again; it refuses a
 * frame. Thread-safe.
 */
final class KafkaNotices {

    private final String kafka;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final Set<String> reasons = new LinkedHashSet<>();
    private long troubledSince;

    KafkaNotices(String bootstrapServers, Consumer<String> lines) {
        this(bootstrapServers, lines, System::nanoTime);
    }

    KafkaNotices(String bootstrapServers, Consumer<String> lines, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.kafka = "Kafka at " + Redaction.hide(bootstrapServers);
        this.lines = lines;
    }

    void topicCreated(String topic, int partitions) {
        lines.accept(
                "topic %s did not exist: created with %d partitions".formatted(topic, partitions));
    }

    synchronized void troubled(String reason) {
        if (reasons.isEmpty()) {
            troubledSince = nanoTime.getAsLong();
        }
        if (reasons.add(reason)) {
            lines.accept(
                    "%s takes no frames (%s): live cameras drop their oldest, files wait"
                            .formatted(kafka, reason));
        }
    }

    /** As {@link #troubled}, unless a reason is known. */
    synchronized void perhapsTroubled(String reason) {
        if (reasons.isEmpty()) {
            troubled(reason);
        }
    }

    /** Kafka has taken a frame, or would take one. */
    synchronized void well() {
        if (!reasons.isEmpty()) {
            reasons.clear();
            lines.accept(kafka + " takes frames again");
        }
    }

    /** Why Kafka takes no frames, and for how long. */
    synchronized PublisherReport report() {
        long nanos = reasons.isEmpty() ? 0 : nanoTime.getAsLong() - troubledSince;
        return new PublisherReport(List.copyOf(reasons), Duration.ofNanos(nanos));
    }

    /** To be called for the first such frame of a camera. */
    void refused(FrameId frame, String reason) {
        lines.accept(
                "%s does not take frame %s (%s): dropped, as others like it of this camera"
                        .formatted(kafka, frame, reason));
    }
}

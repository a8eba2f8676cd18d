package io.framewatch.trace;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.framewatch.event.Classification;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ShedFrame;
import io.framewatch.event.Timing;
import io.framewatch.trace.TraceSpans.Interval;
import io.framewatch.trace.TraceSpans.Name;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The spans of a frame: one from its capture until its result was read, and its stages. */
final class FrameSpans {

    private final TraceSpans spans;

    FrameSpans(TraceSpans spans) {
        this.spans = spans;
    }

    /** The first span of a frame's trace. */
    static Name root(String frame) {
        return new Name(frame, "frame");
    }

    /**
     * Writes a frame that was classified.
     *
     * @param read when the result was read
     */
    void classified(Classification result, Instant read) {
        Name root = root(result.location().frame().toString());
        Timing timing = result.timing();
        Instant decoded = timing.received().plus(timing.decodeMicros(), ChronoUnit.MICROS);
        Instant batched = decoded.plus(timing.queueMicros(), ChronoUnit.MICROS);
        Instant classified = batched.plus(timing.inferenceMicros(), ChronoUnit.MICROS);
        Instant captured = result.captureTime();
        spans.root(root, new Interval(captured, read), attributes(result));
        stage(root, "ingest", new Interval(captured, timing.received()));
        stage(root, "decode", new Interval(timing.received(), decoded));
        stage(root, "wait", new Interval(decoded, batched));
        stage(root, "infer", new Interval(batched, classified));
        stage(root, "deliver", new Interval(timing.completed(), read));
    }

    /**
     * Writes a frame that was past its deadline.
     *
     * @param read when that was read
     */
    void shed(ShedFrame shed, Instant read) {
        Name root = root(shed.location().frame().toString());
        Instant taken = shed.captureTime().plusMillis(shed.ageMillis());
        Attributes attributes =
                located(shed.location()).put(stringKey("framewatch.outcome"), "shed").build();
        spans.root(root, new Interval(shed.captureTime(), read), attributes);
        stage(root, "ingest", new Interval(shed.captureTime(), taken));
    }

    private void stage(Name root, String name, Interval interval) {
        spans.child(root, root.part(name), interval, Attributes.empty());
    }

    private static Attributes attributes(Classification result) {
        AttributesBuilder attributes =
                located(result.location())
                        .put(stringKey("framewatch.outcome"), "classified")
                        .put(stringKey("framewatch.model.name"), result.classifier().name())
                        .put(stringKey("framewatch.model.version"), result.classifier().version())
                        .put(longKey("framewatch.batch.size"), result.timing().batchSize());
        if (!result.scores().top().isEmpty()) {
            LabelScore best = result.scores().top().get(0);
            attributes
                    .put(stringKey("framewatch.label"), best.label())
                    .put(doubleKey("framewatch.score"), (double) best.score());
        }
        return attributes.build();
    }

    private static AttributesBuilder located(FrameLocation location) {
        return Attributes.builder()
                .put(stringKey("framewatch.camera"), location.frame().camera().toString())
                .put(stringKey("framewatch.frame"), location.frame().toString())
                .put(stringKey("messaging.system"), "kafka")
                .put(stringKey("messaging.destination.name"), location.topic())
                .put(
                        stringKey("messaging.destination.partition.id"),
                        Integer.toString(location.partition()))
                .put(longKey("messaging.kafka.offset"), location.offset());
    }
}

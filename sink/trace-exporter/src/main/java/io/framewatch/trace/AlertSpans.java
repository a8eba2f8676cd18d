package io.framewatch.trace;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.FrameId;
import io.framewatch.trace.TraceSpans.Interval;
import io.framewatch.trace.TraceSpans.Name;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The spans of an alert: one for each of its changes, from what brought it until it was read, in
 * the trace of the frame that began the alert. An alert that no frame began has a trace of its own.
 */
final class AlertSpans {

    private final TraceSpans spans;

    AlertSpans(TraceSpans spans) {
        this.spans = spans;
    }

    /** The frame that an alert is named by; empty if none began it. */
    static Optional<FrameId> beginning(Alert alert) {
        String rule = alert.trigger().rule() + "/";
        if (!alert.id().startsWith(rule)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FrameId.parse(alert.id().substring(rule.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // rule/camera/milliseconds
        }
    }

    /**
     * Writes a change of an alert.
     *
     * @param read when it was read
     */
    void changed(Alert alert, Instant read) {
        Optional<Name> frame = beginning(alert).map(FrameId::toString).map(FrameSpans::root);
        String trace = frame.map(Name::trace).orElse(alert.id());
        String state = alert.state().name().toLowerCase(Locale.ROOT);
        Name name = new Name(trace, alert.attributes().id(), "alert " + state);
        Alert.Change change = alert.change();
        Instant from = brought(change);
        Interval whole = new Interval(from, read);
        if (frame.isPresent()) {
            spans.child(frame.get(), name, whole, attributes(alert));
        } else {
            spans.root(name, whole, attributes(alert));
        }
        part(name, "decide", new Interval(from, change.decidedAt()));
        part(name, "deliver", new Interval(change.decidedAt(), read));
    }

    private void part(Name alert, String name, Interval interval) {
        spans.child(alert, alert.part(name), interval, Attributes.empty());
    }

    /** The first frame that counted for the change. */
    private static Instant brought(Alert.Change change) {
        return switch (change.state()) {
            case STARTED -> change.from();
            case UPDATED -> change.decidedAt();
            case ENDED -> change.to();
        };
    }

    private static Attributes attributes(Alert alert) {
        Alert.Trigger trigger = alert.trigger();
        AttributesBuilder attributes =
                Attributes.builder()
                        .put(stringKey("framewatch.camera"), trigger.camera().toString())
                        .put(stringKey("framewatch.alert"), alert.id())
                        .put(stringKey("framewatch.rule.name"), trigger.rule())
                        .put(stringKey("framewatch.label"), trigger.label());
        if (trigger.revision() != null) {
            attributes.put(stringKey("framewatch.rule.revision"), trigger.revision());
        }
        if (alert.peak().score() != null) {
            attributes.put(doubleKey("framewatch.score"), (double) alert.peak().score());
        }
        if (alert.state() == AlertState.ENDED && alert.endReason() != null) {
            attributes.put(
                    stringKey("framewatch.end_reason"),
                    alert.endReason().name().toLowerCase(Locale.ROOT));
        }
        return attributes.build();
    }
}

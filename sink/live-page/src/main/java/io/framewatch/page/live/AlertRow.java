package io.framewatch.page.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import java.util.Locale;
import java.util.Objects;

/**
 * An alert as it is now.
 *
 * @param id its id
 * @param cause what raised it
 * @param span when
 * @param evidence the frame that tells most; null if no frame raised it
 * @param mark what people say of it; null if nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertRow(String id, Cause cause, Span span, Evidence evidence, String mark) {

    public AlertRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(span, "span");
    }

    /** What raised it. */
    public record Cause(String rule, String camera, String label) {}

    /**
     * Milliseconds since the epoch.
     *
     * @param from its begin
     * @param to its end; null while it goes on
     * @param endReason why it ended, if not by its score
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Span(long from, Long to, String endReason) {}

    /**
     * The frame that tells most.
     *
     * @param frame its id
     * @param score its score; null if the rule looks at none
     * @param model name and version of the model; null if no frame raised the alert
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(String frame, Float score, String model) {}

    static AlertRow of(Alert alert, AlertMark mark) {
        return new AlertRow(
                alert.id(),
                new Cause(
                        alert.trigger().rule(),
                        alert.trigger().camera().value(),
                        alert.trigger().label()),
                span(alert),
                evidence(alert.peak()),
                mark == null ? null : word(mark.verdict()));
    }

    private static Span span(Alert alert) {
        Alert.Change change = alert.change();
        return new Span(
                change.from().toEpochMilli(),
                change.to() == null ? null : change.to().toEpochMilli(),
                alert.endReason() == null ? null : word(alert.endReason()).replace('_', '-'));
    }

    private static Evidence evidence(Alert.Peak peak) {
        if (peak.frame() == null) {
            return null;
        }
        return new Evidence(
                peak.frame().frame().toString(),
                peak.score(),
                peak.classifier() == null
                        ? null
                        : peak.classifier().name() + " " + peak.classifier().version());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

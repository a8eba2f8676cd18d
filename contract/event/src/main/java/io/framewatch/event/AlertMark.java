package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * What a person says of an alert. The latest mark of an alert counts.
 *
 * @param alert id of the alert
 * @param rule id of its rule
 * @param camera its camera
 * @param verdict whether it was right
 * @param at when it was said, by the clock of whoever said it
 */
public record AlertMark(String alert, String rule, CameraId camera, Verdict verdict, Instant at)
        implements Event {

    /** Whether an alert was right. */
    public enum Verdict {
        @JsonProperty("right")
        RIGHT,
        @JsonProperty("wrong")
        WRONG
    }

    public AlertMark {
        Texts.require("alert of a mark", alert);
        Texts.require("rule of a mark", rule);
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(at, "at");
    }

    /** Named by the alert and the time; the alert's id is the key. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofAlert(alert, camera, at);
    }
}

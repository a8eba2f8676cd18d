package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule: when an alert starts and ends. Part of the configuration, and to be a record of the rules
 * topic.
 *
 * @param id names the rule in alerts
 * @param cameras ids of the cameras it watches; empty for all
 * @param target what it looks for
 * @param enter when the alert starts
 * @param exit when it ends; its score is not above that of {@code enter}, and the gap between the
 *     two keeps a score that wavers from ending and starting alerts (hysteresis)
 * @param whenLabelMissing what becomes of a model, or a head of the configuration, without the
 *     label
 */
public record AlertRule(
        String id,
        List<CameraId> cameras,
        @JsonUnwrapped Target target,
        Enter enter,
        Exit exit,
        WhenLabelMissing whenLabelMissing)
        implements Event, Serializable {

    /**
     * A label of the model or of a head.
     *
     * @param label the label
     * @param head name of the head whose label it is; null if it is the model's
     */
    public record Target(String label, String head) implements Serializable {

        public Target {
            Objects.requireNonNull(label, "label");
        }

        /** A label of the model. */
        public static Target ofModel(String label) {
            return new Target(label, null);
        }
    }

    /**
     * The alert starts with the last of {@code frames} classified frames in a row, of one run,
     * whose score is at least {@code score}.
     *
     * @param score least score, 0..1
     * @param frames frames in a row, at least 1
     */
    public record Enter(float score, int frames) implements Serializable {

        public Enter {
            requireScore("enter.score", score);
            if (frames < 1) {
                throw new IllegalArgumentException(
                        "enter.frames " + frames + " must be at least 1");
            }
        }
    }

    /**
     * The alert ends with the first frame whose score is below {@code score}.
     *
     * @param score score, 0..1
     */
    public record Exit(float score) implements Serializable {

        public Exit {
            requireScore("exit.score", score);
        }
    }

    /** What becomes of a model without the label. */
    public enum WhenLabelMissing {
        /** It cannot serve. */
        @JsonProperty("refuse")
        REFUSE,
        /** It serves, and the rule waits for another one: without a score there is no alert. */
        @JsonProperty("wait")
        WAIT
    }

    public AlertRule {
        Objects.requireNonNull(id, "id");
        cameras = List.copyOf(cameras);
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(whenLabelMissing, "whenLabelMissing");
        if (exit.score() > enter.score()) {
            throw new IllegalArgumentException(
                    "exit.score "
                            + exit.score()
                            + " must not be above enter.score "
                            + enter.score());
        }
    }

    /**
     * The score that decides.
     *
     * @return empty if the result does not have it: the model, or the camera's head, lacks the
     *     label, or the head has not looked at this frame
     */
    public Optional<Float> score(Classification frame) {
        return target.head() == null
                ? frame.scores().of(target.label())
                : frame.scores().of(target.head(), target.label());
    }

    /** Whether a model without the label may serve. */
    public boolean waits() {
        return whenLabelMissing == WhenLabelMissing.WAIT;
    }

    /** Whether it looks at a camera. */
    public boolean watches(CameraId camera) {
        return cameras.isEmpty() || cameras.contains(camera);
    }

    /** Named by the id and the content. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofContent(id, "/rules", this);
    }

    private static void requireScore(String name, float score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(name + " " + score + " must be from 0 to 1");
        }
    }
}

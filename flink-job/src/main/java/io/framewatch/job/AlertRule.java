package io.framewatch.job;

import io.framewatch.event.Classification;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One element of {@code rules}: when an alert starts and ends.
 *
 * @param id names the rule in alerts
 * @param cameras ids of the cameras it watches; empty for all
 * @param label the label that it looks for
 * @param head name of the head whose label it is; null if it is the model's
 * @param enter when the alert starts
 * @param exit when it ends; its score is not above that of {@code enter}, and the gap between the
 *     two keeps a score that wavers from ending and starting alerts (hysteresis)
 * @param whenLabelMissing what becomes of a model, or a head of the configuration, without the
 *     label
 */
public record AlertRule(
        String id,
        List<String> cameras,
        String label,
        String head,
        Enter enter,
        Exit exit,
        WhenLabelMissing whenLabelMissing)
        implements Serializable {

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
        REFUSE,
        /** It serves, and the rule waits for another one: without a score there is no alert. */
        WAIT
    }

    public AlertRule {
        Objects.requireNonNull(id, "id");
        cameras = List.copyOf(cameras);
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(whenLabelMissing, "whenLabelMissing");
        if (exit.score() > enter.score()) {
            throw new IllegalArgumentException(
                    "exit.score "
                            + exit.score()
                            + " must not be above enter.score "
                            + enter.score());
        }
    }

    /** A rule on a label that every model must have. */
    public AlertRule(String id, List<String> cameras, String label, Enter enter, Exit exit) {
        this(id, cameras, label, null, enter, exit, WhenLabelMissing.REFUSE);
    }

    /**
     * The score that decides.
     *
     * @return empty if the result does not have it: the model, or the camera's head, lacks the
     *     label, or the head has not looked at this frame
     */
    Optional<Float> score(Classification frame) {
        return head == null ? frame.score(label) : frame.score(head, label);
    }

    boolean waits() {
        return whenLabelMissing == WhenLabelMissing.WAIT;
    }

    boolean watches(String camera) {
        return cameras.isEmpty() || cameras.contains(camera);
    }

    private static void requireScore(String name, float score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(name + " " + score + " must be from 0 to 1");
        }
    }
}

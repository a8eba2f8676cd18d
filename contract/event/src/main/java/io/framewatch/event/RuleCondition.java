package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What a rule waits for. */
public sealed interface RuleCondition extends Serializable {

    /** What alerts show: the label or the name of its group, or {@code silent}, {@code blinded}. */
    String label();

    /**
     * Frames have a score.
     *
     * @param target whose score it is
     * @param sense whether high or low scores raise the alert
     * @param enter when the alert starts
     * @param exit when it ends. The gap between its score and that of {@code enter} keeps a score
     *     that wavers from ending and starting alerts (hysteresis)
     * @param whenLabelMissing what becomes of a model, or a head of the configuration, without the
     *     label
     */
    record Scored(
            Target target, Sense sense, Enter enter, Exit exit, WhenLabelMissing whenLabelMissing)
            implements RuleCondition {

        public Scored {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(sense, "sense");
            Objects.requireNonNull(enter, "enter");
            Objects.requireNonNull(exit, "exit");
            whenLabelMissing =
                    Objects.requireNonNullElse(whenLabelMissing, WhenLabelMissing.REFUSE);
            if (sense == Sense.PRESENT && exit.score() > enter.score()) {
                throw new IllegalArgumentException(
                        "exit.score %s must not be above enter.score %s"
                                .formatted(exit.score(), enter.score()));
            }
            if (sense == Sense.ABSENT && exit.score() < enter.score()) {
                throw new IllegalArgumentException(
                        "exit.score %s must not be below enter.score %s, as the label is absent"
                                .formatted(exit.score(), enter.score()));
            }
        }

        @Override
        public String label() {
            return target.label();
        }

        /** Whether a score is one that starts the alert. */
        public boolean enters(float score) {
            return sense == Sense.PRESENT ? score >= enter.score() : score < enter.score();
        }

        /** Whether a score is one that ends the alert. */
        public boolean exits(float score) {
            return sense == Sense.PRESENT ? score < exit.score() : score >= exit.score();
        }

        /** Whether a model without the label may serve. */
        public boolean waits() {
            return whenLabelMissing == WhenLabelMissing.WAIT;
        }
    }

    /**
     * A camera that has given a frame gives none for a time.
     *
     * @param lasting the time, above 0
     */
    record Silent(Duration lasting) implements RuleCondition {

        public Silent {
            requireAboveZero("for", lasting);
        }

        @Override
        public String label() {
            return "silent";
        }
    }

    /**
     * A camera's view is not what it should be for a time, as the worker says that has it.
     *
     * @param lasting the time, from 0
     * @param views what it shows then; those that hide the scene if empty
     */
    record Blinded(Duration lasting, List<CameraView> views) implements RuleCondition {

        private static final List<CameraView> HIDING =
                List.of(CameraView.COVERED, CameraView.BLINDED);

        public Blinded {
            lasting = Objects.requireNonNullElse(lasting, Duration.ZERO);
            requireNotNegative("for", lasting);
            views = views == null || views.isEmpty() ? HIDING : List.copyOf(views);
        }

        @Override
        public String label() {
            return "blinded";
        }
    }

    /**
     * A label, or a group of labels, of the model or of a head.
     *
     * @param label the label, or a name for the group
     * @param labels the labels of the group, whose scores are added, up to 1; empty if it is one
     *     label
     * @param head name of the head whose labels they are; null if they are the model's
     */
    record Target(String label, List<String> labels, String head) implements Serializable {

        public Target {
            Texts.require("label", label);
            labels = labels == null ? List.of() : labels.stream().distinct().toList();
        }

        /** A label of the model. */
        public static Target ofModel(String label) {
            return new Target(label, List.of(), null);
        }

        /** A label of a head. */
        public static Target ofHead(String label, String head) {
            return new Target(label, List.of(), head);
        }

        /** The labels whose scores count. */
        public List<String> watched() {
            return labels.isEmpty() ? List.of(label) : labels;
        }
    }

    /** Whether an alert is about a label that is there or one that is not. */
    enum Sense {
        /**
         * Scores of at least {@code enter.score} start it, one below {@code exit.score} ends it.
         */
        PRESENT,
        /**
         * Scores below {@code enter.score} start it, one of at least {@code exit.score} ends it.
         */
        ABSENT
    }

    /**
     * When an alert starts: with a frame, if so many of the last frames of the run have an entering
     * score, and the first of them was captured long enough ago.
     *
     * @param score bound of entering scores, 0..1
     * @param frames how many frames, at least 1
     * @param of of how many frames, {@code frames} to {@value #MAX_WINDOW}; the same as {@code
     *     frames} asks for frames in a row
     * @param lasting how long the frames in a row must have lasted; 0 if {@code of} is above {@code
     *     frames}
     */
    record Enter(float score, Integer frames, Integer of, @JsonProperty("for") Duration lasting)
            implements Serializable {

        /** Most frames that are looked back on. */
        public static final int MAX_WINDOW = 32;

        public Enter {
            requireScore("enter.score", score);
            frames = Objects.requireNonNullElse(frames, 1);
            of = Objects.requireNonNullElse(of, frames);
            lasting = Objects.requireNonNullElse(lasting, Duration.ZERO);
            if (frames < 1) {
                throw new IllegalArgumentException(
                        "enter.frames " + frames + " must be at least 1");
            }
            if (of < frames || of > Math.max(frames, MAX_WINDOW)) {
                throw new IllegalArgumentException(
                        "enter.of %d must be from enter.frames %d to %d"
                                .formatted(of, frames, MAX_WINDOW));
            }
            requireNotNegative("enter.for", lasting);
            if (of > frames && !lasting.isZero()) {
                throw new IllegalArgumentException(
                        "enter.for %s must be left out, as enter.of %d is above enter.frames %d"
                                .formatted(lasting, of, frames));
            }
        }

        /** Frames in a row. */
        public static Enter of(double score, int frames) {
            return new Enter((float) score, frames, frames, Duration.ZERO);
        }

        /** Whether the frames must be in a row. */
        public boolean inARow() {
            return of.equals(frames);
        }
    }

    /**
     * When an alert ends: with a frame, if it and all since a time have an exiting score.
     *
     * @param score bound of exiting scores, 0..1
     * @param lasting the time; 0 ends with the first such frame
     */
    record Exit(float score, @JsonProperty("for") Duration lasting) implements Serializable {

        public Exit {
            requireScore("exit.score", score);
            lasting = Objects.requireNonNullElse(lasting, Duration.ZERO);
            requireNotNegative("exit.for", lasting);
        }

        /** Ends with the first exiting frame. */
        public static Exit of(double score) {
            return new Exit((float) score, Duration.ZERO);
        }
    }

    /** What becomes of a model without the label. */
    enum WhenLabelMissing {
        /** It cannot serve. */
        @JsonProperty("refuse")
        REFUSE,
        /** It serves, and the rule waits for another one: without a score there is no alert. */
        @JsonProperty("wait")
        WAIT
    }

    private static void requireScore(String name, float score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(name + " " + score + " must be from 0 to 1");
        }
    }

    private static void requireNotNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " " + time + " must not be negative");
        }
    }

    private static void requireAboveZero(String name, Duration time) {
        if (time == null || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " " + time + " must be above 0");
        }
    }
}

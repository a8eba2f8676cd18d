package io.framewatch.event;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A record that could not be worked on, the original unchanged, and why: a frame that could not be
 * classified, or an alert that could not be handled.
 *
 * @param original the record
 * @param stage where it failed
 * @param reason names the thing, the value and the rule; made one line of at most 1,000 characters
 * @param exception class name of the exception behind it
 */
public record DeadLetter(ReceivedRecord original, Stage stage, String reason, String exception) {

    private static final int MAX_REASON = 1_000;

    /** Control characters and the two line separators of Unicode. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");

    /** The step that refused the record. */
    public enum Stage {
        /** The record is not one of its topic. */
        RECORD,
        /** The image cannot be decoded, or is not of the size the model takes. */
        IMAGE,
        /** Whoever acts on alerts cannot act on this one. */
        HANDLER
    }

    public DeadLetter {
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(stage, "stage");
        reason = oneLine(Objects.requireNonNull(reason, "reason"));
        Objects.requireNonNull(exception, "exception");
    }

    /** A record that was refused for a reason. */
    public static DeadLetter of(ReceivedRecord original, Stage stage, Exception reason) {
        return new DeadLetter(original, stage, reason.getMessage(), reason.getClass().getName());
    }

    /** What was refused may be quoted in the reason, and may be anything. */
    private static String oneLine(String text) {
        String line = CONTROL.matcher(text).replaceAll("\ufffd");
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON - 1) + "…";
    }
}

package io.framewatch.event;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A record of the frames topic that could not be classified: the original, unchanged, and why.
 *
 * <p>The arrays are not copied: whoever builds a dead letter gives them away.
 *
 * @param topic topic of the original record
 * @param partition partition of the original record
 * @param offset offset of the original record
 * @param timestamp timestamp of the original record, milliseconds since the epoch
 * @param key key of the original record; may be null
 * @param headers headers of the original record, in order
 * @param value value of the original record; may be null
 * @param stage where the record failed
 * @param reason names the thing, the value and the rule; made one line of at most 1,000 characters
 * @param exception class name of the exception behind it
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        List<Header> headers,
        byte[] value,
        Stage stage,
        String reason,
        String exception) {

    private static final int MAX_REASON = 1_000;

    /** Control characters and the two line separators of Unicode. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");

    /** The step of the job that refused the record. */
    public enum Stage {
        /** The record's headers are not those of a frame. */
        RECORD,
        /** The image cannot be decoded, or is not of the size the model takes. */
        IMAGE
    }

    /**
     * One header of the original record.
     *
     * @param name name of the header; may occur more than once
     * @param value its bytes; may be null
     */
    public record Header(String name, byte[] value) {

        public Header {
            Objects.requireNonNull(name, "name");
        }
    }

    public DeadLetter {
        Objects.requireNonNull(topic, "topic");
        headers = List.copyOf(headers);
        Objects.requireNonNull(stage, "stage");
        reason = oneLine(Objects.requireNonNull(reason, "reason"));
        Objects.requireNonNull(exception, "exception");
    }

    /** What was refused may be quoted in the reason, and may be anything. */
    private static String oneLine(String text) {
        String line = CONTROL.matcher(text).replaceAll("\ufffd");
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON - 1) + "…";
    }
}

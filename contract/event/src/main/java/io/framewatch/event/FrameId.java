package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Objects;

/**
 * Names one captured frame for ever: {@code camera/run/sequence}.
 *
 * @param camera the camera
 * @param run start of the camera's capture session, milliseconds since the epoch; a restarted
 *     camera has a new run
 * @param sequence number of the captured frame in its run, from 0, without gaps at capture; a gap
 *     on the topic is a frame that was skipped or dropped
 */
public record FrameId(CameraId camera, long run, long sequence) implements Serializable {

    public FrameId {
        Objects.requireNonNull(camera, "camera");
        requireNotNegative("run", run);
        requireNotNegative("sequence", sequence);
    }

    /**
     * Reads the text form written by {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not {@code camera/run/sequence}
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FrameId parse(String text) {
        int run = text.indexOf('/') + 1;
        int sequence = text.indexOf('/', run) + 1;
        if (run == 0 || sequence == 0 || text.indexOf('/', sequence) >= 0) {
            throw new IllegalArgumentException(
                    "frame id '" + text + "' must be camera/run/sequence");
        }
        return new FrameId(
                new CameraId(text.substring(0, run - 1)),
                number("run", text.substring(run, sequence - 1)),
                number("sequence", text.substring(sequence)));
    }

    private static long number(String name, String text) {
        return Decimal.parse(name + " of a frame id", text, 0, Long.MAX_VALUE);
    }

    @JsonValue
    @Override
    public String toString() {
        return camera + "/" + run + "/" + sequence;
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + " must not be negative");
        }
    }
}

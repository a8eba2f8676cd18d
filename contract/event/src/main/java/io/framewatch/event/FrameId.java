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
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "frame id '" + text + "' must be camera/run/sequence");
        }
        return new FrameId(
                new CameraId(parts[0]), number("run", parts[1]), number("sequence", parts[2]));
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

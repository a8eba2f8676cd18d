package io.framewatch.event;

/**
 * Names one captured frame for ever: {@code camera/run/sequence}.
 *
 * @param cameraId the camera, see {@link CameraId#RULE}
 * @param run start of the camera's capture session, milliseconds since the epoch; a restarted
 *     camera has a new run
 * @param sequence number of the captured frame in its run, from 0, without gaps at capture; a gap
 *     on the topic is a frame that was skipped or dropped
 */
public record FrameId(String cameraId, long run, long sequence) {

    public FrameId {
        CameraId.require(cameraId);
        requireNotNegative("run", run);
        requireNotNegative("sequence", sequence);
    }

    /**
     * Reads the text form written by {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text is not {@code camera/run/sequence}
     */
    public static FrameId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "frame id '" + text + "' must be camera/run/sequence");
        }
        return new FrameId(parts[0], number("run", parts[1]), number("sequence", parts[2]));
    }

    private static long number(String name, String text) {
        return Decimal.parse(name + " of a frame id", text, 0, Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return cameraId + "/" + run + "/" + sequence;
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + " must not be negative");
        }
    }
}

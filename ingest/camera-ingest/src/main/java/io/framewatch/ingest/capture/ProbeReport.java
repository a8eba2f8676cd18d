package io.framewatch.ingest.capture;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a camera sends.
 *
 * @param track what its video track says
 * @param pictures what came while it was watched
 * @param timeStamps whether its time stamps can be trusted
 * @param notes one line each on what is special about its pictures, in the order of appearance
 * @param connection how the camera was reached
 * @param square the latest whole picture as the classifier sees it: RGB, 8 bits a channel, {@value
 *     Fit#SIZE} pixels a side, rows from the top; null if no picture was whole
 */
public record ProbeReport(
        Track track,
        Pictures pictures,
        TimeStamps timeStamps,
        List<String> notes,
        Connection connection,
        byte[] square) {

    public ProbeReport {
        Objects.requireNonNull(track, "track");
        Objects.requireNonNull(pictures, "pictures");
        Objects.requireNonNull(timeStamps, "timeStamps");
        notes = List.copyOf(notes);
        Objects.requireNonNull(connection, "connection");
    }

    /** The latest whole picture. */
    public Optional<byte[]> picture() {
        return Optional.ofNullable(square);
    }

    /**
     * How a camera was reached.
     *
     * @param overUdp whether it refuses the transport tcp, so that udp was taken
     * @param certificate that of an encrypted camera, or null if it is not known
     */
    public record Connection(boolean overUdp, Fingerprint certificate) {}

    /**
     * A video track.
     *
     * @param codec FFmpeg's name, such as {@code h264}
     * @param pixelFormat FFmpeg's name, such as {@code yuv420p}
     * @param width pixels, as coded
     * @param height pixels, as coded
     * @param fps declared rate, frames a second; 0 if there is none
     * @param tracks how many video tracks there are
     */
    public record Track(
            String codec, String pixelFormat, int width, int height, double fps, int tracks) {}

    /**
     * Pictures that came.
     *
     * @param count how many
     * @param damaged how many of them depend on lost data
     * @param fps measured rate, frames a second: of a live camera by arrival, of a recording by its
     *     time stamps; 0 if too few came
     * @param keyFrameSeconds mean time between key frames; 0 if fewer than two came
     */
    public record Pictures(long count, long damaged, double fps, double keyFrameSeconds) {}

    /** What a camera's time stamps are worth. */
    public enum TimeStamps {
        GOOD("good"),
        MISSING("missing: pictures are timed by their arrival"),
        CONSTANT("all the same: pictures are timed by their arrival"),
        BACKWARDS("going back: pictures are timed by their arrival"),
        OTHER_RATE("at another rate than pictures arrive: they are timed by their arrival");

        private final String text;

        TimeStamps(String text) {
            this.text = text;
        }

        /** For people. */
        @Override
        public String toString() {
            return text;
        }
    }
}

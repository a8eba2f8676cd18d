package io.framewatch.ingest.capture;

import java.time.Instant;
import java.util.Optional;

/**
 * An open video, read one picture after the other by one thread. Only {@link #close()} releases
 * what it holds; it may be called at any time by the reading thread, and more than once.
 */
interface Video extends AutoCloseable {

    /**
     * Decodes the next picture in the order of presentation.
     *
     * @return false at the end of the video
     * @throws CaptureException if there is no next picture but should be
     */
    boolean next() throws CaptureException;

    /**
     * Time stamp of the picture in microseconds of the stream's own clock.
     *
     * @return {@link #NO_PTS} if the stream does not say
     */
    long ptsMicros();

    /** Time until the next picture in microseconds; 0 if the stream does not say. */
    long durationMicros();

    /** When the camera took the picture by its own clock, if the stream says. */
    default Optional<Instant> cameraTime() {
        return Optional.empty();
    }

    /** How its pictures come. */
    Delivery delivery();

    /** Whether the picture depends on lost data, so that parts of it may be wrong. */
    boolean isDamaged();

    /**
     * How many pictures were lost since this method was called last: they never came, or their
     * packet was left out and depends on lost data.
     */
    default int takeLost() {
        return 0;
    }

    /** Sets which packets are decoded; to be called before the first picture. */
    default void choose(PacketChoice packets) {}

    /** How many whole pictures were left out since this method was called last. */
    default int takeLeftOut() {
        return 0;
    }

    /** One line about the stream that has not been said yet. */
    default Optional<String> takeNotice() {
        return Optional.empty();
    }

    /**
     * Returns a part of the picture as a square of {@value Fit#SIZE} pixels; may be called for
     * several parts of a picture.
     *
     * @return a new array: RGB, 8 bits a channel (full range), rows from the top without padding
     * @throws CaptureException if the picture has a format that cannot be converted
     */
    byte[] rgb(Region region, Fit fit) throws CaptureException;

    /**
     * Returns a part of the picture as a square of {@value Fit#SIZE} pixels, as JPEG codes it.
     *
     * @return a new array: one after the other the planes of Y, Cb and Cr (BT.601, full range), all
     *     of the size of the square, 8 bits a sample, rows from the top without padding
     * @throws CaptureException if the picture has a format that cannot be converted
     */
    byte[] ycbcr(Region region, Fit fit) throws CaptureException;

    /**
     * Returns the brightness of the picture, made small without regard to its proportions.
     *
     * @return a new array: one byte a sample, rows from the top without padding
     * @throws CaptureException if the picture has a format that cannot be converted
     */
    default byte[] luma(int columns, int rows) throws CaptureException {
        return new byte[columns * rows];
    }

    @Override
    void close();

    /** The time stamp of a picture whose stream gives none. */
    long NO_PTS = Long.MIN_VALUE;

    /** Opens videos. */
    interface Opener {

        /**
         * Opens a video and finds its decoder.
         *
         * @param deadline armed around every call that may wait; when it expires the call ends
         * @throws CaptureException if there is no video that can be decoded
         */
        Video open(VideoSource source, Deadline deadline) throws CaptureException;
    }
}

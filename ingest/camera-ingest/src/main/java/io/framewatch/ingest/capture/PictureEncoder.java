package io.framewatch.ingest.capture;

import io.framewatch.event.FrameEncoding;

/**
 * Writes the latest picture of a video as the image of a frame, {@value Fit#SIZE} pixels wide and
 * high. Not thread-safe.
 */
interface PictureEncoder extends AutoCloseable {

    /**
     * Makes an encoder.
     *
     * @param quality JPEG quality on the scale of the Independent JPEG Group, 1 to 100
     */
    static PictureEncoder of(FrameEncoding encoding, int quality) throws CaptureException {
        return switch (encoding) {
            case RGB -> Video::rgb;
            case JPEG -> FfmpegJpeg.open(quality);
        };
    }

    /**
     * Encodes a picture.
     *
     * @return a new array
     * @throws CaptureException if the picture has a format that cannot be converted
     */
    byte[] encode(Video video, Region region, Fit fit) throws CaptureException;

    /** Idempotent. */
    @Override
    default void close() {}
}

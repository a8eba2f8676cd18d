package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One captured frame, as it travels on the frames topic.
 *
 * <p>The image is not copied: whoever builds a frame gives the array away, and nobody changes it
 * afterwards.
 *
 * @param id names the frame
 * @param captureTime when the frame was received from the camera, or its place on the time line of
 *     a file; precise to the microsecond; the event time of everything that follows from it
 * @param ptsMicros presentation timestamp in the stream, microseconds from the stream's start
 * @param width width of the image in pixels, at least 1
 * @param height height of the image in pixels, at least 1
 * @param encoding how {@code image} is to be read
 * @param image the image's bytes; may be invalid or empty: that is for the reader to find out
 */
public record Frame(
        FrameId id,
        Instant captureTime,
        long ptsMicros,
        int width,
        int height,
        FrameEncoding encoding,
        byte[] image) {

    public Frame {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(captureTime, "captureTime");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(image, "image");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "frame " + id + " of " + width + "x" + height + " must be at least 1x1");
        }
    }
}

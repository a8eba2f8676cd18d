package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One captured frame, as it travels on the frames topic.
 *
 * @param id names the frame
 * @param captureTime when the frame was received from the camera, or its place on the time line of
 *     a file; precise to the microsecond; the event time of everything that follows from it
 * @param ptsMicros presentation timestamp in the stream, microseconds from the stream's start
 * @param image the picture
 */
public record Frame(FrameId id, Instant captureTime, long ptsMicros, Image image) {

    public Frame {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(captureTime, "captureTime");
        Objects.requireNonNull(image, "image");
    }

    /**
     * An encoded picture. The bytes are not copied: whoever builds an image gives the array away,
     * and nobody changes it afterwards.
     *
     * @param encoding how {@code bytes} are to be read
     * @param width pixels, at least 1
     * @param height pixels, at least 1
     * @param bytes may be invalid or empty: that is for the reader to find out
     */
    public record Image(FrameEncoding encoding, int width, int height, byte[] bytes) {

        public Image {
            Objects.requireNonNull(encoding, "encoding");
            Objects.requireNonNull(bytes, "bytes");
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "image of %dx%d must be at least 1x1".formatted(width, height));
            }
        }
    }
}

package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One captured frame, as it travels on the frames topic.
 *
 * @param id names the frame
 * @param times when the picture was taken
 * @param ptsMicros presentation timestamp in the stream, microseconds from the stream's start
 * @param image the picture
 */
public record Frame(FrameId id, FrameTimes times, long ptsMicros, Image image) {

    public Frame {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(image, "image");
    }

    /** A frame whose camera does not say when it took the picture. */
    public Frame(FrameId id, Instant captureTime, long ptsMicros, Image image) {
        this(id, FrameTimes.of(captureTime), ptsMicros, image);
    }

    /** See {@link FrameTimes#captureTime()}. */
    public Instant captureTime() {
        return times.captureTime();
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

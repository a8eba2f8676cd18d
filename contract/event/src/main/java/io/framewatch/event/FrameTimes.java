package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * When the picture of a frame was taken.
 *
 * @param captureTime when it was received from the camera, less its delay on the way, by the
 *     worker's clock, or its place on the time line of a file; precise to the microsecond; the
 *     event time of everything that follows from the frame
 * @param cameraTime when the camera took it by the camera's own clock, which may be wrong and may
 *     be set at any time; precise to the microsecond; null if the camera does not say
 */
public record FrameTimes(Instant captureTime, Instant cameraTime) {

    public FrameTimes {
        Objects.requireNonNull(captureTime, "captureTime");
    }

    /** Times of a frame whose camera does not say when it took it. */
    public static FrameTimes of(Instant captureTime) {
        return new FrameTimes(captureTime, null);
    }
}

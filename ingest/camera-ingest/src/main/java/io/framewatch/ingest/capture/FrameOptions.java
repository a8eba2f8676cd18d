package io.framewatch.ingest.capture;

import io.framewatch.event.FrameEncoding;
import java.util.Objects;

/**
 * Which pictures of a camera become frames, and how.
 *
 * @param fps target rate, frames a second, above 0 and at most 120
 * @param fit how pictures become squares
 * @param encoding how pictures are written
 * @param quality JPEG quality on the scale of the Independent JPEG Group, 1 to 100
 */
public record FrameOptions(double fps, Fit fit, FrameEncoding encoding, int quality) {

    public FrameOptions {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(encoding, "encoding");
        Rule.require(fps > 0 && fps <= 120, "fps", fps, "must be above 0 and at most 120");
        Rule.require(quality >= 1 && quality <= 100, "quality", quality, "must be from 1 to 100");
    }
}

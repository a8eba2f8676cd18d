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
 * @param track which of several video tracks, counted from 1; 0 for the largest picture
 */
public record FrameOptions(double fps, Fit fit, FrameEncoding encoding, int quality, int track) {

    public FrameOptions {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(encoding, "encoding");
        Rule.require(fps > 0 && fps <= 120, "fps", fps, "must be above 0 and at most 120");
        Rule.require(quality >= 1 && quality <= 100, "quality", quality, "must be from 1 to 100");
        Rule.require(track >= 0, "track", track, "must be 0 or more");
    }
}

package io.framewatch.ingest.publish;

import java.util.Objects;

/**
 * What becomes of the pictures of one view of a camera.
 *
 * @param tally counts every picture
 * @param outlet takes the frames, and counts in the tally what becomes of them
 */
public record CameraOutput(CameraTally tally, FrameOutlet outlet) {

    public CameraOutput {
        Objects.requireNonNull(tally, "tally");
        Objects.requireNonNull(outlet, "outlet");
    }
}

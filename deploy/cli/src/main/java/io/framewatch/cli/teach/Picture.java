package io.framewatch.cli.teach;

import io.framewatch.event.Frame;
import java.time.Instant;

/**
 * A picture to teach from.
 *
 * @param frame the picture as the camera would have published it
 * @param taken when it was taken, or its place in a video file; null for a file, of which that is
 *     not known
 */
record Picture(Frame frame, Instant taken) {}

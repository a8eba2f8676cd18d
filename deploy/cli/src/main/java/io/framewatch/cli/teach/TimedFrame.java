package io.framewatch.cli.teach;

import io.framewatch.event.Frame;
import java.time.Instant;
import java.util.Optional;

/**
 * A frame of a data set.
 *
 * @param frame the picture as the camera would have published it
 * @param taken when it was taken, or its position in a video file from the epoch on; empty for a
 *     photograph
 */
record TimedFrame(Frame frame, Optional<Instant> taken) {}

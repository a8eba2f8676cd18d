package io.framewatch.training.head;

import java.time.Instant;
import java.util.Optional;

/**
 * One picture of a data set, as a head sees it.
 *
 * @param embedding what the model computes from the picture; not copied
 * @param thumbnail to find near-copies of the picture
 * @param taken when it was taken, or its position in a video file from the epoch on; empty if not
 *     known
 */
public record Example(float[] embedding, Thumbnail thumbnail, Optional<Instant> taken) {}

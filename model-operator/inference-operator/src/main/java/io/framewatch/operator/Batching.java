package io.framewatch.operator;

import java.io.Serializable;
import java.time.Duration;

/**
 * How frames are collected into batches.
 *
 * @param maxBatch most frames in one run of the model, 1 to 256
 * @param maxDelay longest time that a frame waits for its batch to fill, by processing time, in
 *     whole milliseconds; zero classifies what has arrived as soon as the task is free
 */
public record Batching(int maxBatch, Duration maxDelay) implements Serializable {

    private static final int MAX_BATCH = 256;

    public Batching {
        if (maxBatch < 1 || maxBatch > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "max batch " + maxBatch + " must be from 1 to " + MAX_BATCH);
        }
        if (maxDelay == null || maxDelay.isNegative()) {
            throw new IllegalArgumentException("max delay " + maxDelay + " must not be negative");
        }
    }
}

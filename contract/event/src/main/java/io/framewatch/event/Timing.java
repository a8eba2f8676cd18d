package io.framewatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * When a frame passed the stages of the job, by the task manager's clock.
 *
 * @param received when the inference operator took the record
 * @param decodeMicros decoding the image, microseconds
 * @param queueMicros waiting for the batch to fill or its delay to end, microseconds
 * @param inferenceMicros running the model over the whole batch, microseconds
 * @param batchSize frames in that batch
 * @param completed when the result was complete
 */
public record Timing(
        Instant received,
        long decodeMicros,
        long queueMicros,
        long inferenceMicros,
        int batchSize,
        Instant completed) {

    public Timing {
        Objects.requireNonNull(received, "received");
        Objects.requireNonNull(completed, "completed");
    }
}

package io.framewatch.operator;

import io.framewatch.event.CameraId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import java.time.Instant;

/**
 * What is kept of a frame while its pixels wait in the batch.
 *
 * @param location the frame and where its record lies
 * @param times when the picture of the frame was taken
 * @param timestamp event time of its record, milliseconds since the epoch
 * @param received when the operator took the record
 * @param decodeMicros how long decoding took, microseconds
 * @param queuedAt when it entered the batch, by {@link System#nanoTime()}
 */
record PendingFrame(
        FrameLocation location,
        FrameTimes times,
        long timestamp,
        Instant received,
        long decodeMicros,
        long queuedAt) {

    CameraId camera() {
        return location.frame().camera();
    }
}

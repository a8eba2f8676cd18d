package io.framewatch.job.ledger;

import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameId;
import io.framewatch.event.ShedFrame;
import io.framewatch.topic.FrameRecords;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That a published frame was answered. Public, because Flink's serializer for records requires it.
 *
 * @param view id of the view
 * @param run run of the frame
 * @param sequence number of the frame in its run
 * @param time capture time of the frame, milliseconds since the epoch
 * @param kind the answer
 */
public record Answer(String view, long run, long sequence, long time, Kind kind) {

    /** What became of a frame. */
    public enum Kind {
        /** It has a result. */
        CLASSIFIED,
        /** It cannot be classified. */
        DEAD_LETTERED,
        /** It was too old. */
        SHED
    }

    public Answer {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(kind, "kind");
    }

    static Answer of(Classification result) {
        return of(result.location().frame(), result.captureTime(), Kind.CLASSIFIED);
    }

    static Answer of(ShedFrame frame) {
        return of(frame.location().frame(), frame.captureTime(), Kind.SHED);
    }

    /** Empty if the original does not say which frame it is: then ingest did not publish it. */
    static Optional<Answer> of(DeadLetter letter) {
        Instant time = Instant.ofEpochMilli(letter.original().timestamp());
        return FrameRecords.id(letter.original()).map(id -> of(id, time, Kind.DEAD_LETTERED));
    }

    private static Answer of(FrameId id, Instant time, Kind kind) {
        return new Answer(id.camera().value(), id.run(), id.sequence(), time.toEpochMilli(), kind);
    }
}

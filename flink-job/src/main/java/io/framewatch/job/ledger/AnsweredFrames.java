package io.framewatch.job.ledger;

import io.framewatch.event.LedgerEntry.Answered;
import java.util.Map;

/**
 * The frames of a run that have an answer, each counted once. Answers of one kind come in the order
 * of the frames, but each kind comes by its own way. Public, because Flink's serializer for records
 * requires it.
 *
 * @param classified frames with a result
 * @param deadLettered frames that could not be classified
 * @param shed frames that were too old
 * @param lowest lowest sequence of all, {@link Long#MAX_VALUE} without frames
 */
public record AnsweredFrames(
        CountedFrames classified, CountedFrames deadLettered, CountedFrames shed, long lowest) {

    static final AnsweredFrames NONE =
            new AnsweredFrames(
                    CountedFrames.NONE, CountedFrames.NONE, CountedFrames.NONE, Long.MAX_VALUE);

    /** The reason of shed frames: the option that asks for it. */
    private static final String MAX_AGE = "max-age";

    /** With one more; this if it is a repetition. */
    AnsweredFrames plus(Answer.Kind kind, long sequence) {
        if (classified.has(sequence)
                || deadLettered.has(sequence)
                || shed.has(sequence)
                || of(kind).isForgotten(sequence)) {
            return this;
        }
        long least = Math.min(lowest, sequence);
        CountedFrames more = of(kind).plus(sequence);
        return switch (kind) {
            case CLASSIFIED -> new AnsweredFrames(more, deadLettered, shed, least);
            case DEAD_LETTERED -> new AnsweredFrames(classified, more, shed, least);
            case SHED -> new AnsweredFrames(classified, deadLettered, more, least);
        };
    }

    long total() {
        return classified.count() + deadLettered.count() + shed.count();
    }

    /** Numbers below the highest sequence that have no answer. */
    long gaps() {
        long highest =
                Math.max(classified.highest(), Math.max(deadLettered.highest(), shed.highest()));
        return Math.max(0, highest + 1 - total());
    }

    AnsweredFrames closed() {
        return new AnsweredFrames(
                classified.closed(), deadLettered.closed(), shed.closed(), lowest);
    }

    Answered toAnswered() {
        return new Answered(
                classified.count(),
                deadLettered.count(),
                shed.count() == 0 ? Map.of() : Map.of(MAX_AGE, shed.count()));
    }

    private CountedFrames of(Answer.Kind kind) {
        return switch (kind) {
            case CLASSIFIED -> classified;
            case DEAD_LETTERED -> deadLettered;
            case SHED -> shed;
        };
    }
}

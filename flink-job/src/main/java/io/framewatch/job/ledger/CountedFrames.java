package io.framewatch.job.ledger;

import java.util.Arrays;

/**
 * The frames of a run that have one kind of answer. It knows the last {@value #REMEMBERED} of them
 * by their sequence: frames come in order, save that ingest may send a few again behind later ones.
 * Public, because Flink's serializer for records requires it. The array is never changed.
 *
 * @param count how many
 * @param highest highest sequence, -1 without frames
 * @param recent sequences of the last ones; empty for a run of which no lower ones are expected
 */
public record CountedFrames(long count, long highest, long[] recent) {

    static final int REMEMBERED = 32;

    static final CountedFrames NONE = new CountedFrames(0, -1, new long[0]);

    /** Whether a frame is known to be among them. */
    boolean has(long sequence) {
        if (sequence >= highest) {
            return sequence == highest;
        }
        for (long known : recent) {
            if (known == sequence) {
                return true;
            }
        }
        return false;
    }

    /** Whether a frame is so far back that it must be one of them that is forgotten. */
    boolean isForgotten(long sequence) {
        return sequence < highest
                && count > recent.length
                && sequence < Arrays.stream(recent).min().orElse(Long.MAX_VALUE);
    }

    CountedFrames plus(long sequence) {
        long[] next =
                Arrays.copyOf(
                        recent, Math.max(recent.length, (int) Math.min(count + 1, REMEMBERED)));
        next[(int) (count % REMEMBERED)] = sequence;
        return new CountedFrames(count + 1, Math.max(highest, sequence), next);
    }

    /** The same for a run that is over: a lower sequence than the highest is a repetition. */
    CountedFrames closed() {
        return new CountedFrames(count, highest, NONE.recent);
    }
}

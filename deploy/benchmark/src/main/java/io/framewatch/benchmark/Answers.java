package io.framewatch.benchmark;

import io.framewatch.local.LocalException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits for what a pipeline writes.
 *
 * @param count number of records that it has written
 * @param alive fails if the pipeline has ended
 */
record Answers(LongSupplier count, Liveness alive) {

    /**
     * Share of a window that passes before it begins: code is to be compiled and everything to be
     * connected by then.
     */
    private static final double LEAD = 0.2;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 250;

    /** Whether a pipeline goes on. */
    interface Liveness {

        /**
         * Checks it.
         *
         * @throws LocalException if the pipeline has ended, with the reason
         */
        void require() throws LocalException;
    }

    /** Waits until a window of that many frames begins; returns the number of records then. */
    long awaitBegin(long before, long frames) throws LocalException, InterruptedException {
        return await(before + (long) (LEAD * frames));
    }

    /** Waits for a number of records; returns how many there are then. */
    long await(long wanted) throws LocalException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (long answers = count.getAsLong(); ; answers = count.getAsLong()) {
            if (answers >= wanted) {
                return answers;
            }
            alive.require();
            if (System.nanoTime() > end) {
                throw new LocalException("not all frames were answered in " + LONGEST);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}

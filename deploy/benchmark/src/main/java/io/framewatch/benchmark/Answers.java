package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import io.framewatch.embedded.ClusterException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits for what a pipeline writes.
 *
 * @param count number of records that it has written
 * @param alive fails if the pipeline has ended
 */
record Answers(LongSupplier count, Liveness alive) {

    /** Windows that pass before one begins: code is compiled anew for each job by then. */
    private static final int LEAD = 2;

    /** Part of the frames behind a window, where tasks may already have nothing to do. */
    private static final int REST = 10;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 250;

    /** Whether a pipeline goes on. */
    interface Liveness {

        /**
         * Checks it.
         *
         * @throws CommandException if a process has ended, with the reason
         * @throws ClusterException if the job has ended, with the reason
         */
        void require() throws CommandException, ClusterException;
    }

    /**
     * Waits until a window begins.
     *
     * @param before number of records when the pipeline was started
     * @param frames of the window
     * @param available frames that the pipeline has to answer
     * @return the number of records then
     * @throws CommandException if the window does not fit
     * @throws ClusterException if the pipeline ends
     */
    long awaitBegin(long before, long frames, long available)
            throws CommandException, ClusterException, InterruptedException {
        long most = available - available / REST - frames;
        if (most < 0) {
            throw new CommandException(
                    "%d frames are too few for a turn of %d: more --copies or fewer --frames"
                            .formatted(available, frames));
        }
        return await(before + Math.min(LEAD * frames, most));
    }

    /** Waits for a number of records; returns how many there are then. */
    long await(long wanted) throws CommandException, ClusterException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (long answers = count.getAsLong(); ; answers = count.getAsLong()) {
            if (answers >= wanted) {
                return answers;
            }
            alive.require();
            if (System.nanoTime() > end) {
                throw new CommandException("not all frames were answered in " + LONGEST);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}

package io.framewatch.benchmark;

import io.framewatch.cli.CommandException;
import io.framewatch.embedded.ClusterException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits until a pipeline has answered frames.
 *
 * @param count number of records that it has written
 * @param alive fails if the pipeline has ended
 */
record Answers(LongSupplier count, Liveness alive) {

    /**
     * Number of windows to wait before one begins. By then the JVM has recompiled the job's code.
     */
    private static final int LEAD = 2;

    /** 1 / REST of the frames stay behind a window, because tasks may be idle at the end. */
    private static final int REST = 10;

    private static final Duration MAX_WAIT = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 250;

    /** Checks that a pipeline runs. */
    interface Liveness {

        /**
         * Checks that the pipeline runs.
         *
         * @throws CommandException if a process has ended; the message has the reason
         * @throws ClusterException if the job has ended; the message has the reason
         */
        void require() throws CommandException, ClusterException;
    }

    /**
     * Waits until a window begins.
     *
     * @param before number of records when the pipeline was started
     * @param frames number of frames of the window
     * @param available frames that the pipeline has to answer
     * @return the number of records at the begin of the window
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

    /** Waits for a number of records and returns the number reached. */
    long await(long wanted) throws CommandException, ClusterException, InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        for (long answers = count.getAsLong(); ; answers = count.getAsLong()) {
            if (answers >= wanted) {
                return answers;
            }
            alive.require();
            if (System.nanoTime() > end) {
                throw new CommandException("not all frames were answered in " + MAX_WAIT);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}

package io.framewatch.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what a job commits, as long as it can still come.
 *
 * @param committed what the job has committed
 * @param alive fails if nothing more can come
 */
record ResultWait(CommittedRecords committed, Liveness alive) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Checks that the processes run which the results need. */
    interface Liveness {

        /**
         * Checks it.
         *
         * @throws IOException if one has ended; the message has the reason
         */
        void require() throws IOException;
    }

    private interface Condition {

        boolean isMet() throws Exception;
    }

    /**
     * Waits until all records of the frames topic are answered, once or more, and all is committed.
     *
     * @param count how many records there are
     */
    void untilAnswered(long count) throws Exception {
        until(() -> committed.answered() >= count && committed.isComplete());
    }

    /** Waits for another result. */
    void untilNextResult() throws Exception {
        int before = committed.results();
        until(() -> committed.results() > before);
    }

    /** Waits for the first record of an alert. */
    void untilAlert() throws Exception {
        until(() -> committed.alerts() > 0);
    }

    /** Waits for a result of a frame that was captured later. */
    void untilResultOfFrameAfter(Instant moment) throws Exception {
        until(() -> committed.newestFrame().isAfter(moment));
    }

    private void until(Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            alive.require();
            committed.poll();
            if (System.nanoTime() > end) {
                throw new TimeoutException("the job gives no result for " + PATIENCE);
            }
        }
    }
}

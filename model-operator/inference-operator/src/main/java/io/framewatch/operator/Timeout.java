package io.framewatch.operator;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Work that is done once after a delay. Each start replaces the one before. Not thread-safe:
 * started, cancelled and run in the task's thread.
 */
final class Timeout {

    private final ProcessingTimeService time;
    private final Runnable work;
    private long starts;

    Timeout(ProcessingTimeService time, Runnable work) {
        this.time = time;
        this.work = work;
    }

    /** Does the work after a delay, and no longer when it was due before. */
    void start(Duration delay) {
        long number = ++starts;
        ScheduledFuture<?> unused =
                time.registerTimer(
                        time.getCurrentProcessingTime() + delay.toMillis(),
                        now -> {
                            // A timer that is cancelled may already be in the mailbox.
                            if (number == starts) {
                                work.run();
                            }
                        });
    }

    /** The work is no longer done when it is due. */
    void cancel() {
        starts++;
    }
}

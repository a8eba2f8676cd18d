package io.framewatch.operator;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Work that is due after a time of which only the latest start counts. Not thread-safe: it runs in
 * the task's thread, which is also the one to start and cancel it.
 */
final class Timeout {

    private final ProcessingTimeService time;
    private final Runnable work;
    private long starts;

    Timeout(ProcessingTimeService time, Runnable work) {
        this.time = time;
        this.work = work;
    }

    /** Lets the work be done after a delay, and not when it was due before. */
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

    /** The work is not to be done when it is due. */
    void cancel() {
        starts++;
    }
}

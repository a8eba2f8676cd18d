package io.framewatch.consumer;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What the lanes of a consumer share.
 *
 * @param handler called by the thread
 * @param parked where they put what cannot be handled
 * @param attempts tries again, on the thread
 * @param thread has one thread, which does all work of all lanes
 * @param tally the counts
 * @param fatal is told of an error after which nothing can be handled
 */
record LaneWork(
        AlertHandler handler,
        ParkedAlerts parked,
        Attempts attempts,
        ScheduledExecutorService thread,
        Tally tally,
        Consumer<Throwable> fatal) {}

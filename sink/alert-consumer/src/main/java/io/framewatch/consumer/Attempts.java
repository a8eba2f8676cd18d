package io.framewatch.consumer;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.function.CheckedRunnable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Tries things again on one thread, which has other work to do between two attempts. Callbacks run
 * on that thread as well. Thread-safe.
 */
final class Attempts {

    private static final int NO_LIMIT = -1;

    private final FailsafeExecutor<Void> handling;
    private final FailsafeExecutor<Void> parking;

    /**
     * @param retry how handlers are called again; parking never ends
     * @param thread has one thread
     */
    Attempts(RetryOptions retry, ScheduledExecutorService thread, Tally tally) {
        handling =
                Failsafe.with(
                                policy(retry)
                                        .withMaxDuration(retry.limit())
                                        .abortOn(PermanentException.class)
                                        .onRetry(attempt -> tally.retried())
                                        .build())
                        .with(thread);
        parking = Failsafe.with(policy(RetryOptions.DEFAULT).build()).with(thread);
    }

    /**
     * Calls a handler until it returns, says that a retry makes no sense, or time is up.
     *
     * @param done is told the last failure, or null
     */
    void handle(CheckedRunnable handler, Consumer<Throwable> done) {
        Future<?> unused = handling.runAsync(handler).whenComplete((none, e) -> done.accept(e));
    }

    /**
     * Parks a record, whatever it takes.
     *
     * @param done is told the error, or null
     */
    void park(CheckedRunnable write, Consumer<Throwable> done) {
        Future<?> unused = parking.runAsync(write).whenComplete((none, e) -> done.accept(e));
    }

    private static RetryPolicyBuilder<Void> policy(RetryOptions retry) {
        return RetryPolicy.<Void>builder()
                .handle(Exception.class)
                .abortOn(LaneEndedException.class)
                .withMaxRetries(NO_LIMIT)
                .withDelayFn(
                        failed ->
                                retry.delay(
                                        failed.getAttemptCount(),
                                        failed.getLastException(),
                                        ThreadLocalRandom.current().nextDouble()));
    }
}

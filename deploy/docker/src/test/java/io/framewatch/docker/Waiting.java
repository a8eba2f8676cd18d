package io.framewatch.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does. */
final class Waiting {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Waiting() {}

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Looks again and again.
     *
     * @param logs what the message of a failure ends with
     */
    static void until(String what, Condition condition, Supplier<String> logs)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + what + " within " + LIMIT + "\n" + logs.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

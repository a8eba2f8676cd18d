package io.framewatch.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what is about to come, and says what has not come. */
public final class TestingWait {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestingWait() {}

    public static void until(String what, Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}

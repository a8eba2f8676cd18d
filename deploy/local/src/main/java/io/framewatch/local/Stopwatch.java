package io.framewatch.local;

import java.time.Duration;

/** Time since it was started. */
final class Stopwatch {

    private final long start = System.nanoTime();

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

package io.framewatch.consumer;

import java.util.concurrent.atomic.AtomicLong;

/** The counts of a consumer. Thread-safe. */
final class Tally {

    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();

    void handled() {
        handled.incrementAndGet();
    }

    void repeated() {
        repeated.incrementAndGet();
    }

    void retried() {
        retried.incrementAndGet();
    }

    void parked() {
        parked.incrementAndGet();
    }

    ConsumerCounts counts() {
        return new ConsumerCounts(handled.get(), repeated.get(), retried.get(), parked.get());
    }
}

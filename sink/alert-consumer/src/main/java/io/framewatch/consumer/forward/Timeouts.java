package io.framewatch.consumer.forward;

import java.time.Duration;

/** The rule for the key {@code timeout} of channels. */
final class Timeouts {

    private Timeouts() {}

    /**
     * Requires a time to wait for: nothing may wait for ever.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    static void require(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " must be above zero");
        }
    }
}

package io.framewatch.job;

import java.time.Duration;

/**
 * When frames are too old, or late.
 *
 * @param maxAge frames captured longer ago are shed instead of classified; null classifies all
 * @param lateness how long a partition may give no frames before event time goes on without it, and
 *     how far event time stays behind the clock while none gives any; above zero
 */
public record Deadlines(Duration maxAge, Duration lateness) {

    public Deadlines {
        if (maxAge != null && maxAge.isZero()) {
            throw new IllegalArgumentException("max-age 0ms must be above zero");
        }
        if (lateness.isNegative() || lateness.isZero()) {
            throw new IllegalArgumentException("lateness " + lateness + " must be above zero");
        }
    }
}

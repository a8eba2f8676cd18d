package io.framewatch.consumer;

import java.time.Duration;

/**
 * How an alert that fails is tried again. Delays are random from zero to a bound that doubles with
 * each failure (full jitter), so that consumers that fail together do not come back together.
 *
 * @param first bound of the first delay, above zero
 * @param most limit of the doubling, at least {@code first}
 * @param limit how long after its first failure an alert is tried, above zero
 */
public record RetryOptions(Duration first, Duration most, Duration limit) {

    /** From one second to one minute, for a day. */
    public static final RetryOptions DEFAULT =
            new RetryOptions(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(24));

    /** The longest that a receiver may ask to wait. */
    static final Duration MAX_ASKED = Duration.ofHours(1);

    private static final int MAX_DOUBLINGS = 40;

    public RetryOptions {
        requirePositive("first", first);
        requirePositive("limit", limit);
        if (most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "longest retry delay %s must be at least the first one, %s"
                            .formatted(most, first));
        }
    }

    /** These, for another time. */
    public RetryOptions within(Duration time) {
        return new RetryOptions(first, most, time);
    }

    /**
     * The delay after a failure.
     *
     * @param failures in a row, at least 1
     * @param random evenly distributed from 0 to 1
     */
    Duration delay(int failures, Throwable failure, double random) {
        if (failure instanceof RetryAfterException asked) {
            return asked.delay().compareTo(MAX_ASKED) < 0 ? asked.delay() : MAX_ASKED;
        }
        double bound = Math.scalb((double) first.toNanos(), Math.min(failures - 1, MAX_DOUBLINGS));
        return Duration.ofNanos(Math.round(random * Math.min(bound, most.toNanos())));
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "%s of retries %s must be above zero".formatted(what, value));
        }
    }
}

package io.framewatch.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An interval in the form of ISO 8601: {@code 2026-11-25T10:00:00Z/2026-11-25T10:05:00Z}.
 *
 * @param from its start
 * @param to its end, excluded
 */
public record Interval(Instant from, Instant to) {

    public Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "time '%s/%s' must end after it starts".formatted(from, to));
        }
    }

    /**
     * Reads the text form.
     *
     * @return empty if the text is no interval
     * @throws IllegalArgumentException if it does not end after it starts
     */
    public static Optional<Interval> parse(String text) {
        String[] ends = text.split("/", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        try {
            Instant from = Instant.parse(ends[0]);
            return Optional.of(new Interval(from, Instant.parse(ends[1])));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a time is in it. */
    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}

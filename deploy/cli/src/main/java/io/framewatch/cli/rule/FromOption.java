package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** The option that says from when on a change counts. */
final class FromOption {

    /** Time in which a change reaches every task, so that all frames after it are decided alike. */
    private static final Duration AHEAD = Duration.ofSeconds(3);

    /** Brokers refuse records that are further ahead, unless they are set to take them. */
    private static final Duration MAX_AHEAD = Duration.ofHours(1);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "when the frames are captured that it counts for first, at most an hour ahead;"
                            + " default: 3 s from now, so that every task of a job knows in time")
    private Instant from;

    /**
     * The time, whole milliseconds.
     *
     * @throws CommandException if it is over, or too far ahead
     */
    Instant read() throws CommandException {
        Instant now = Instant.now();
        if (from == null) {
            return now.plus(AHEAD).truncatedTo(ChronoUnit.MILLIS);
        }
        if (from.isBefore(now) || from.isAfter(now.plus(MAX_AHEAD))) {
            throw new CommandException(
                    "--from %s must be from now, %s, to an hour ahead"
                            .formatted(from, now.truncatedTo(ChronoUnit.SECONDS)));
        }
        return from.truncatedTo(ChronoUnit.MILLIS);
    }
}

package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options that say which retained results are looked at. */
public final class TimeOptions {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "start of the time, in UTC such as 2026-11-27T22:00:00Z")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "its end; default: now")
    private Instant to;

    @Option(
            names = "--camera",
            paramLabel = "ID",
            description = "only cameras, or views, of this id or glob; may be repeated")
    private List<String> cameras = List.of();

    /**
     * The time.
     *
     * @throws CommandException if it does not end after it starts, or is not over
     */
    public Interval time() throws CommandException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (to != null && to.isAfter(now)) {
            throw new CommandException("--to %s must not be after now, %s".formatted(to, now));
        }
        try {
            return new Interval(from, to == null ? now : to);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * The cameras.
     *
     * @throws CommandException if an id is none
     */
    public Predicate<CameraId> cameras() throws CommandException {
        try {
            CameraSelector selector = new CameraSelector(cameras, List.of());
            return camera -> selector.selects(camera, List.of());
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}

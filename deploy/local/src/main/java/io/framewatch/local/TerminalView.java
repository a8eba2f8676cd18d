package io.framewatch.local;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * What the demo shows: lines that scroll (steps of the start, camera states, alerts) and below them
 * a table of the cameras, redrawn in place on a terminal, printed again every few seconds
 * elsewhere. Thread-safe.
 */
final class TerminalView {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String UP_AND_CLEAR = "\u001b[%dF\u001b[J";

    private static final int MAX_LINE = 1000;

    private final PrintStream out;
    private final boolean terminal;
    private final Ansi ansi;
    private List<String> table = List.of();
    private Instant printed = Instant.EPOCH;

    /**
     * Makes a view.
     *
     * @param terminal whether {@code out} understands cursor movements
     */
    TerminalView(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.ansi = terminal ? Ansi.AUTO : Ansi.OFF;
    }

    /** Prints a line above the table; what a terminal would not print as text is left out. */
    void line(String text) {
        print(CameraTable.printable(text, MAX_LINE));
    }

    private synchronized void print(String line) {
        erase();
        out.println(line);
        draw();
    }

    /** Prints an alert's start or end. */
    void alert(Alert alert) {
        boolean started = alert.state() == AlertState.STARTED;
        String what = started ? "@|bold,red ALERT started|@" : "@|bold,green ALERT ended  |@";
        String which =
                String.format(
                        Locale.ROOT,
                        "%s  rule %s  %s %.2f%s",
                        alert.trigger().camera(),
                        alert.trigger().rule(),
                        alert.trigger().label(),
                        alert.peak().score(),
                        started ? "" : end(alert));
        print(
                clock(started ? alert.change().from() : alert.change().to())
                        + "  "
                        + ansi.string(what)
                        + "  "
                        + CameraTable.printable(which, MAX_LINE));
    }

    private static String end(Alert alert) {
        Duration lasted = Duration.between(alert.change().from(), alert.change().to());
        String why = alert.endReason() == null ? "" : ", as its score is unknown now";
        return " after " + (lasted.toSeconds() + lasted.toMillisPart() / 1000.0) + " s" + why;
    }

    /** Time of day; some instants of records have none. */
    private static String clock(Instant instant) {
        try {
            return CLOCK.format(instant);
        } catch (DateTimeException e) {
            return instant.toString();
        }
    }

    /** Prints what became of a model. */
    void model(Instant at, String change) {
        line(clock(at) + "  " + change);
    }

    /**
     * Shows the cameras as they are now.
     *
     * @param legend lines below the table
     */
    synchronized void cameras(
            List<CameraRow> rows, List<String> legend, Duration elapsed, Instant now) {
        if (!terminal && now.isBefore(printed.plus(PLAIN_INTERVAL))) {
            return;
        }
        printed = now;
        erase();
        table = CameraTable.render(rows, elapsed, legend, ansi);
        draw();
        if (!terminal) {
            table = List.of();
        }
    }

    /** Leaves the table as it is; what is printed later comes below it. */
    synchronized void finish() {
        table = List.of();
    }

    private void erase() {
        if (!table.isEmpty()) {
            out.printf(UP_AND_CLEAR, table.size());
        }
    }

    private void draw() {
        table.forEach(out::println);
        out.flush();
    }
}

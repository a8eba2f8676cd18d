package io.framewatch.local;

import io.framewatch.event.LabelScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Renders the cameras as lines of text. */
final class CameraTable {

    private static final int LABEL = 18;
    private static final String FORMAT = "%-28s %-10s %6s %7s %8s %9s  %-" + LABEL + "s %5s";

    /** Of the table; a longer line might be two in the terminal, and tear it. */
    private static final int WIDTH = 99;

    private static final String CUT = "...";

    private CameraTable() {}

    static List<String> render(
            List<CameraRow> rows, Duration elapsed, List<String> legend, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(ansi.string("@|bold " + header(elapsed) + "|@"));
        rows.forEach(row -> lines.add(line(row)));
        legend.forEach(line -> lines.add(ansi.string("@|yellow " + printable(line, WIDTH) + "|@")));
        return lines;
    }

    private static String header(Duration elapsed) {
        String camera = "CAMERA  (" + elapsed.toSeconds() + " s)";
        return format(
                camera, "STATE", "FPS", "TARGET", "FRAMES", "LATENCY", "LATEST LABEL", "SCORE");
    }

    private static String line(CameraRow row) {
        CameraResults.Snapshot results = row.results();
        long frames = results.answered().classified();
        Optional<LabelScore> best = results.best();
        return format(
                row.id(),
                row.state().name().toLowerCase(Locale.ROOT),
                decimal("%.1f", results.fps()),
                decimal("%.1f", row.targetFps()),
                frames,
                frames == 0 ? "-" : results.latencyMillis() + " ms",
                best.map(label -> printable(label.label(), LABEL)).orElse("-"),
                best.map(label -> decimal("%.2f", label.score())).orElse("-"));
    }

    /** The text in one line without control characters, cut to a number of characters. */
    static String printable(String text, int max) {
        String clean = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return clean.length() <= max ? clean : clean.substring(0, max - CUT.length()) + CUT;
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String format(Object... columns) {
        return String.format(Locale.ROOT, FORMAT, columns).stripTrailing();
    }
}

package io.framewatch.cli.ledger;

import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.event.LedgerEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The newest word on each run. Not thread-safe. */
final class LedgerReport {

    private final Map<String, RunLine> lines = new TreeMap<>();
    private final String camera;

    /**
     * @param camera the camera whose views are wanted; null for all
     */
    LedgerReport(String camera) {
        this.camera = camera;
    }

    void take(LedgerEvent event) {
        RunLine line = RunLine.of(event);
        if (camera == null || line.isOf(camera)) {
            // By view, then by run.
            String key = "%s %019d".formatted(line.view(), line.run());
            lines.merge(key, line, (old, now) -> now.replaces(old) ? now : old);
        }
    }

    String text() {
        if (lines.isEmpty()) {
            return "the ledger has no run of this time";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                row(
                        "VIEW",
                        "RUN",
                        Stream.of(Column.values()).map(Column::title).toList(),
                        "STATE"));
        lines.values()
                .forEach(
                        line ->
                                rows.add(
                                        row(
                                                line.view().value(),
                                                "" + line.run(),
                                                cells(line.counts()),
                                                line.state())));
        rows.add(row("TOTAL", "", cells(totals()), ""));
        return TextTable.of(rows);
    }

    String json() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals().forEach((column, count) -> totals.put(column.key(), count));
        return OutputFormat.json(
                Map.of(
                        "runs",
                        lines.values().stream().map(RunLine::toJson).toList(),
                        "totals",
                        totals));
    }

    private Map<Column, Long> totals() {
        Map<Column, Long> totals = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            totals.put(column, 0L);
        }
        lines.values()
                .forEach(line -> line.counts().forEach((c, n) -> totals.merge(c, n, Long::sum)));
        return totals;
    }

    private static List<String> cells(Map<Column, Long> counts) {
        return Stream.of(Column.values())
                .map(column -> counts.containsKey(column) ? "" + counts.get(column) : "-")
                .toList();
    }

    private static List<String> row(String view, String run, List<String> cells, String state) {
        List<String> row = new ArrayList<>(List.of(view, run));
        row.addAll(cells);
        row.add(state);
        return row;
    }
}

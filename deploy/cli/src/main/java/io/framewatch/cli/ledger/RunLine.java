package io.framewatch.cli.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.event.CameraId;
import io.framewatch.event.EventJson;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.event.LedgerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the frames of a run.
 *
 * @param view the view
 * @param run the run
 * @param ingested what ingest did
 * @param balance what the job says; empty if it has not balanced the run yet
 * @param event the record that says so
 */
record RunLine(
        CameraId view,
        long run,
        Ingested ingested,
        Optional<LedgerEntry> balance,
        LedgerEvent event) {

    /** State of a run that no job has balanced. */
    static final String UNBALANCED = "unbalanced";

    private static final ObjectMapper JSON = new ObjectMapper();

    static RunLine of(LedgerEvent event) {
        if (event instanceof LedgerEntry entry) {
            return new RunLine(
                    entry.camera(), entry.run(), entry.ingested(), Optional.of(entry), entry);
        }
        IngestedFrames counts = (IngestedFrames) event;
        return new RunLine(
                counts.camera(), counts.run(), counts.frames(), Optional.empty(), counts);
    }

    /** Whether it replaces another one of the run: a balance does, and what is not older. */
    boolean replaces(RunLine other) {
        return balance.isPresent() == other.balance.isPresent()
                ? !at().isBefore(other.at())
                : balance.isPresent();
    }

    /** Whether it is of a camera, or of one of its regions. */
    boolean isOf(String camera) {
        return view.value().equals(camera) || view.value().startsWith(camera + ".");
    }

    String state() {
        return balance.map(entry -> entry.balance().state().name().toLowerCase(Locale.ROOT))
                .orElse(UNBALANCED);
    }

    /** The counts by column; those of the job only if it has balanced the run. */
    Map<Column, Long> counts() {
        Map<Column, Long> counts = new LinkedHashMap<>();
        counts.put(Column.CAPTURED, ingested.captured());
        counts.put(Column.SKIPPED, sum(ingested.skipped()));
        counts.put(Column.DROPPED, sum(ingested.dropped()));
        counts.put(Column.PUBLISHED, ingested.published());
        balance.ifPresent(
                entry -> {
                    counts.put(Column.CLASSIFIED, entry.answered().classified());
                    counts.put(Column.DEAD_LETTERED, entry.answered().deadLettered());
                    counts.put(Column.SHED, sum(entry.answered().shed()));
                    counts.put(Column.IN_FLIGHT, entry.balance().inFlight());
                    counts.put(Column.UNACCOUNTED, entry.balance().unaccounted());
                    counts.put(Column.UNSEEN, entry.balance().unseen());
                });
        return counts;
    }

    /** The record as it is on the topic, and the state. */
    Map<String, Object> toJson() {
        try {
            Map<String, Object> json = new LinkedHashMap<>();
            JSON.readTree(EventJson.toBytes(event))
                    .properties()
                    .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
            json.put("state", state());
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that was written cannot be read", e);
        }
    }

    private Instant at() {
        return event instanceof LedgerEntry entry ? entry.at() : ((IngestedFrames) event).at();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}

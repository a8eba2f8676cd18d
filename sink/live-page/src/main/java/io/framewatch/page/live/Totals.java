package io.framewatch.page.live;

import io.framewatch.event.Classification;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Sums over all cameras. Not thread-safe. */
final class Totals {

    private static final int MAX_TIMINGS = 1000;
    private static final Duration RECENT = Duration.ofSeconds(10);

    private static final TreeMap<Long, LedgerEntry> NONE = new TreeMap<>();

    private final Window window = new Window();
    private final ArrayDeque<Timing> timings = new ArrayDeque<>();
    private final Map<String, Instant> models = new TreeMap<>();
    private final Map<String, TreeMap<Long, LedgerEntry>> runs = new HashMap<>();

    void result(Classification result, Instant now) {
        window.add(result.captureTime(), now);
        timings.addLast(result.timing());
        if (timings.size() > MAX_TIMINGS) {
            timings.removeFirst();
        }
        models.put(result.classifier().name() + " " + result.classifier().version(), now);
    }

    /** Takes a balance: of each view the latest run, and older ones with unaccounted frames. */
    void ledger(LedgerEntry entry) {
        TreeMap<Long, LedgerEntry> ofView =
                runs.computeIfAbsent(entry.camera().value(), id -> new TreeMap<>());
        ofView.put(entry.run(), entry);
        long latest = ofView.lastKey();
        ofView.values().removeIf(run -> run.run() < latest && run.balance().unaccounted() == 0);
    }

    long unaccounted(String id) {
        return sum(runs.getOrDefault(id, NONE).values(), run -> run.balance().unaccounted());
    }

    Optional<LedgerEntry> balance(String id) {
        return runs.getOrDefault(id, NONE).values().stream().reduce((one, next) -> next);
    }

    SystemRow row(List<CameraRow> rows, Instant now) {
        models.values().removeIf(seen -> seen.isBefore(now.minus(RECENT)));
        return new SystemRow(
                new SystemRow.Cameras(
                        rows.size(), count(rows, Health.TROUBLE), count(rows, Health.ALERT)),
                flow(rows),
                frames(),
                List.copyOf(models.keySet()));
    }

    private SystemRow.Flow flow(List<CameraRow> rows) {
        return new SystemRow.Flow(
                rows.stream().mapToDouble(row -> row.flow().fps()).sum(),
                window.percentile(50),
                window.percentile(99),
                timings.stream().mapToInt(Timing::batchSize).average().orElse(0),
                new SystemRow.Stages(
                        mean(Timing::decodeMicros),
                        mean(Timing::queueMicros),
                        mean(Timing::inferenceMicros)));
    }

    private long mean(ToLongFunction<Timing> time) {
        return Math.round(timings.stream().mapToLong(time).average().orElse(0));
    }

    private SystemRow.Frames frames() {
        List<LedgerEntry> all =
                runs.values().stream().flatMap(ofView -> ofView.values().stream()).toList();
        return new SystemRow.Frames(
                sum(all, run -> run.ingested().published()),
                sum(all, run -> run.answered().classified()),
                sum(all, Totals::shed),
                sum(all, run -> run.answered().deadLettered()),
                sum(all, run -> run.balance().unaccounted()));
    }

    private static long shed(LedgerEntry run) {
        return run.answered().shed().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long count(List<CameraRow> rows, Health health) {
        return rows.stream().filter(row -> row.health() == health).count();
    }

    private static long sum(Collection<LedgerEntry> runs, ToLongFunction<LedgerEntry> count) {
        return runs.stream().mapToLong(count).sum();
    }
}

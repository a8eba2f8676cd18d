package io.framewatch.cli.replay;

import io.framewatch.event.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is otherwise now than then.
 *
 * @param onlyNow alerts that come now
 * @param onlyThen alerts that came then
 * @param changed alerts of now and then with the same id, or of the same rule, camera and time
 * @param equal number of alerts that are the same
 */
public record AlertDifference(
        List<RecordedAlert> onlyNow,
        List<RecordedAlert> onlyThen,
        List<Changed> changed,
        int equal) {

    /** Scores that differ by no more are equal. */
    private static final float TOLERANCE = 1e-3f;

    /**
     * An alert of both.
     *
     * @param differences what is otherwise: {@code from}, {@code to} or {@code peak}, each as then
     *     and now
     */
    public record Changed(
            RecordedAlert then, RecordedAlert now, Map<String, List<String>> differences) {}

    /** Compares alerts. */
    public static AlertDifference of(List<RecordedAlert> then, List<RecordedAlert> now) {
        List<RecordedAlert> onlyNow = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        Set<RecordedAlert> unmatched = new HashSet<>(then);
        List<RecordedAlert> others = new ArrayList<>();
        int equal = 0;
        for (RecordedAlert alert : now) {
            Optional<RecordedAlert> same =
                    then.stream().filter(other -> other.id().equals(alert.id())).findFirst();
            if (same.isEmpty()) {
                others.add(alert);
                continue;
            }
            unmatched.remove(same.get());
            Map<String, List<String>> differences = differences(same.get(), alert);
            if (differences.isEmpty()) {
                equal++;
            } else {
                changed.add(new Changed(same.get(), alert, differences));
            }
        }
        for (RecordedAlert alert : others) {
            Optional<RecordedAlert> meeting =
                    then.stream().filter(unmatched::contains).filter(alert::meets).findFirst();
            if (meeting.isEmpty()) {
                onlyNow.add(alert);
            } else {
                unmatched.remove(meeting.get());
                changed.add(new Changed(meeting.get(), alert, differences(meeting.get(), alert)));
            }
        }
        return new AlertDifference(
                onlyNow, then.stream().filter(unmatched::contains).toList(), changed, equal);
    }

    private static Map<String, List<String>> differences(RecordedAlert then, RecordedAlert now) {
        Map<String, List<String>> differences = new LinkedHashMap<>();
        put(differences, "from", then.from().toString(), now.from().toString());
        put(differences, "to", end(then), end(now));
        Float before = then.last().peak().score();
        Float after = now.last().peak().score();
        boolean alike =
                before == null || after == null
                        ? Objects.equals(before, after)
                        : Math.abs(before - after) <= TOLERANCE;
        if (!alike) {
            put(differences, "peak", score(then.last()), score(now.last()));
        }
        return differences;
    }

    private static void put(
            Map<String, List<String>> differences, String what, String then, String now) {
        if (!then.equals(now)) {
            differences.put(what, List.of(then, now));
        }
    }

    private static String end(RecordedAlert alert) {
        return alert.to().map(Instant::toString).orElse("open");
    }

    private static String score(Alert alert) {
        return "" + alert.peak().score();
    }
}

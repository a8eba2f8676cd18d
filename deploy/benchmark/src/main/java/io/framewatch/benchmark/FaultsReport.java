package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * A job that was killed, compared with an undisturbed one.
 *
 * @param kills number of kills
 * @param frames records on the frames topic, including those that are not frames
 * @param alerts records on the alerts topic of the undisturbed job
 * @param differences what is not as in the undisturbed job
 * @param recoverySeconds from a kill to the next result that a consumer sees
 */
record FaultsReport(
        int kills,
        long frames,
        long alerts,
        @JsonUnwrapped Differences differences,
        Recovery recoverySeconds) {

    /**
     * What is not as in the undisturbed job.
     *
     * @param alertsDifferent records that only one of the two jobs has on its alerts topic, each as
     *     often as the other lacks it
     * @param classificationsMissing results of the undisturbed job that the other did not commit
     * @param classificationsRepeated results that were committed again
     * @param deadLettersRepeated dead letters that were committed again
     * @param unaccounted records of the frames topic that are neither classified nor dead-lettered
     *     nor shed
     */
    record Differences(
            List<String> alertsDifferent,
            long classificationsMissing,
            long classificationsRepeated,
            long deadLettersRepeated,
            long unaccounted) {

        private Differences plus(Differences other) {
            List<String> alerts = new ArrayList<>(alertsDifferent);
            alerts.addAll(other.alertsDifferent);
            return new Differences(
                    alerts,
                    classificationsMissing + other.classificationsMissing,
                    classificationsRepeated + other.classificationsRepeated,
                    deadLettersRepeated + other.deadLettersRepeated,
                    unaccounted + other.unaccounted);
        }

        boolean none() {
            return alertsDifferent.isEmpty()
                    && classificationsMissing == 0
                    && classificationsRepeated == 0
                    && deadLettersRepeated == 0
                    && unaccounted == 0;
        }
    }

    /**
     * Times of recovery.
     *
     * @param count number of times
     * @param p50 median, seconds
     * @param p99 99th percentile, seconds
     * @param max the longest, seconds
     */
    record Recovery(long count, double p50, double p99, double max) {

        static Recovery of(Histogram millis) {
            return new Recovery(
                    millis.getTotalCount(),
                    millis.getValueAtPercentile(50) / 1000.0,
                    millis.getValueAtPercentile(99) / 1000.0,
                    millis.getMaxValue() / 1000.0);
        }
    }

    /**
     * The committed records of a job, in the order of the topics.
     *
     * @param results one text for each result
     * @param alerts one text for each record of the alerts topic
     * @param deadLetters one text for each dead letter
     */
    record Committed(List<String> results, List<String> alerts, List<String> deadLetters) {

        /** Lists to add to. */
        static Committed none() {
            return new Committed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Compares two jobs.
     *
     * @param frames records on the frames topic of each
     * @param recovery milliseconds from kills to results
     */
    static FaultsReport of(
            int kills, long frames, Committed undisturbed, Committed killed, Histogram recovery) {
        Set<String> missing = new HashSet<>(undisturbed.results());
        killed.results().forEach(missing::remove);
        long results = Set.copyOf(killed.results()).size();
        long deadLetters = Set.copyOf(killed.deadLetters()).size();
        return new FaultsReport(
                kills,
                frames,
                undisturbed.alerts().size(),
                new Differences(
                        differences(undisturbed.alerts(), killed.alerts()),
                        missing.size(),
                        killed.results().size() - results,
                        killed.deadLetters().size() - deadLetters,
                        frames - results - deadLetters),
                Recovery.of(recovery));
    }

    /**
     * Several comparisons together.
     *
     * @param reports at least one
     * @param recovery milliseconds from kills to results, of all of them
     */
    static FaultsReport sum(List<FaultsReport> reports, Histogram recovery) {
        return new FaultsReport(
                reports.stream().mapToInt(FaultsReport::kills).sum(),
                reports.stream().mapToLong(FaultsReport::frames).sum(),
                reports.stream().mapToLong(FaultsReport::alerts).sum(),
                reports.stream()
                        .map(FaultsReport::differences)
                        .reduce(Differences::plus)
                        .orElseThrow(),
                Recovery.of(recovery));
    }

    /** The texts that are in one list more often than in the other, and in which. */
    private static List<String> differences(List<String> undisturbed, List<String> killed) {
        Map<String, Integer> surplus = new TreeMap<>();
        undisturbed.forEach(text -> surplus.merge(text, 1, Integer::sum));
        killed.forEach(text -> surplus.merge(text, -1, Integer::sum));
        List<String> differences = new ArrayList<>();
        surplus.forEach(
                (text, count) ->
                        differences.addAll(
                                Collections.nCopies(
                                        Math.abs(count),
                                        (count > 0 ? "undisturbed only: " : "killed only: ")
                                                + text)));
        return differences;
    }

    /** Whether both jobs are the same for consumers. */
    boolean isEquivalent() {
        return differences.none();
    }

    /** The report for people, several lines. */
    String toText() {
        return String.format(
                Locale.ROOT,
                "%d kills over %d records: %s%n"
                        + "alerts %d, different %d%n"
                        + "classifications missing %d, repeated %d; dead letters repeated %d%n"
                        + "unaccounted %d%n"
                        + "recovery p50 %.1f s, p99 %.1f s, max %.1f s%s",
                kills,
                frames,
                isEquivalent() ? "as undisturbed" : "DIFFERENT from the undisturbed job",
                alerts,
                differences.alertsDifferent().size(),
                differences.classificationsMissing(),
                differences.classificationsRepeated(),
                differences.deadLettersRepeated(),
                differences.unaccounted(),
                recoverySeconds.p50(),
                recoverySeconds.p99(),
                recoverySeconds.max(),
                differences.alertsDifferent().stream()
                        .map(System.lineSeparator()::concat)
                        .collect(Collectors.joining()));
    }
}

package io.framewatch.benchmark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The differences between a job that was killed and an undisturbed one.
 *
 * @param kills number of kills
 * @param frames records on the frames topic, including those that are not frames
 * @param alerts records on the alerts topic of the undisturbed job
 * @param alertsDifferent records that only one of the two jobs has on its alerts topic, repetitions
 *     included
 * @param classificationsMissing results of the undisturbed job that the other did not commit
 * @param classificationsRepeated results that were committed again
 * @param deadLettersRepeated dead letters that were committed again
 * @param unaccounted records of the frames topic that are neither classified nor dead-lettered nor
 *     shed
 * @param recoverySeconds from a kill to the next result that a consumer sees
 */
record FaultsReport(
        int kills,
        long frames,
        long alerts,
        long alertsDifferent,
        long classificationsMissing,
        long classificationsRepeated,
        long deadLettersRepeated,
        long unaccounted,
        Recovery recoverySeconds) {

    /** Percentiles, seconds. */
    record Recovery(double p50, double p99) {

        static Recovery of(Histogram millis) {
            return new Recovery(
                    millis.getValueAtPercentile(50) / 1000.0,
                    millis.getValueAtPercentile(99) / 1000.0);
        }
    }

    /**
     * The committed records of a job, in the order of the topics.
     *
     * @param results one text for each result
     * @param alerts one text for each record of the alerts topic
     * @param deadLetters one text for each dead letter
     */
    record Committed(List<String> results, List<String> alerts, List<String> deadLetters) {}

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
                difference(undisturbed.alerts(), killed.alerts()),
                missing.size(),
                killed.results().size() - results,
                killed.deadLetters().size() - deadLetters,
                frames - results - deadLetters,
                Recovery.of(recovery));
    }

    /** Number of texts that are in one list more often than in the other. */
    private static long difference(List<String> one, List<String> other) {
        Map<String, Integer> surplus = new HashMap<>();
        one.forEach(text -> surplus.merge(text, 1, Integer::sum));
        other.forEach(text -> surplus.merge(text, -1, Integer::sum));
        return surplus.values().stream().mapToLong(Math::abs).sum();
    }

    /** Whether both jobs are the same for consumers. */
    boolean isEquivalent() {
        return alertsDifferent == 0
                && classificationsMissing == 0
                && classificationsRepeated == 0
                && deadLettersRepeated == 0
                && unaccounted == 0;
    }

    /** The report for people, several lines. */
    String toText() {
        return String.format(
                Locale.ROOT,
                "%d kills over %d records: %s%n"
                        + "alerts %d, different %d%n"
                        + "classifications missing %d, repeated %d; dead letters repeated %d%n"
                        + "unaccounted %d%n"
                        + "recovery p50 %.1f s, p99 %.1f s",
                kills,
                frames,
                isEquivalent() ? "as undisturbed" : "DIFFERENT from the undisturbed job",
                alerts,
                alertsDifferent,
                classificationsMissing,
                classificationsRepeated,
                deadLettersRepeated,
                unaccounted,
                recoverySeconds.p50(),
                recoverySeconds.p99());
    }
}

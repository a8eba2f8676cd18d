package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.benchmark.FaultsReport.Recovery;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Runs of a cluster whose parts were killed, each compared with an undisturbed job.
 *
 * @param runs number of runs
 * @param seed of the first one
 * @param all the runs together
 * @param recoverySecondsByFault from a kill to the first result, which a consumer sees, of a frame
 *     that was captured later
 */
record ClusterFaultsReport(
        int runs,
        long seed,
        @JsonUnwrapped FaultsReport all,
        Map<Fault, Recovery> recoverySecondsByFault) {

    static ClusterFaultsReport of(
            long seed, List<FaultsReport> reports, Map<Fault, Histogram> recoveries) {
        Histogram together = new Histogram(3);
        Map<Fault, Recovery> byFault = new EnumMap<>(Fault.class);
        recoveries.forEach(
                (fault, millis) -> {
                    together.add(millis);
                    byFault.put(fault, Recovery.of(millis));
                });
        return new ClusterFaultsReport(
                reports.size(), seed, FaultsReport.sum(reports, together), byFault);
    }

    /** The report for people, several lines. */
    String toText() {
        return "%d runs from seed %d, %s%n%s"
                .formatted(
                        runs,
                        seed,
                        all.toText(),
                        recoverySecondsByFault.entrySet().stream()
                                .map(entry -> text(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(System.lineSeparator())));
    }

    private static String text(Fault fault, Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "%s killed, %d recoveries awaited: p50 %.1f s, max %.1f s",
                fault,
                recovery.count(),
                recovery.p50(),
                recovery.max());
    }
}

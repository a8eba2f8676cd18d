package io.framewatch.benchmark;

import io.framewatch.benchmark.FaultsReport.Recovery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The result of {@code bench cluster}.
 *
 * @param load load average of the machine before anything was started; negative if it is not known
 * @param throughput how fast the cluster is
 * @param secondsToFirstAlert from the start of the broker, the cluster and ingest to the first
 *     alert that a consumer sees
 * @param recoverySecondsByFault from a kill to the first result, which a consumer sees, of a frame
 *     that was captured later
 */
record ClusterReport(
        double load,
        Throughput throughput,
        double secondsToFirstAlert,
        Map<Fault, Recovery> recoverySecondsByFault) {

    /**
     * Rates, by the median of the turns.
     *
     * @param clusterFramesPerSecond of the cluster
     * @param processFramesPerSecond of the job in one process
     * @param clusterToProcess the median of the ratios of each turn
     */
    record Throughput(
            double clusterFramesPerSecond, double processFramesPerSecond, double clusterToProcess) {

        /** The n-th turn of one came before the n-th of the other. */
        static Throughput of(List<Double> cluster, List<Double> process) {
            return new Throughput(
                    median(cluster),
                    median(process),
                    median(
                            IntStream.range(0, cluster.size())
                                    .mapToObj(turn -> cluster.get(turn) / process.get(turn))
                                    .toList()));
        }

        private static double median(List<Double> values) {
            return new Median()
                    .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** The report for people, several lines. */
    String toText() {
        return String.format(
                Locale.ROOT,
                "load average before %.1f%n"
                        + "cluster %.0f frames/s, one process %.0f frames/s, ratio %.2f%n"
                        + "first alert %.1f s after the start of everything%n%s",
                load,
                throughput.clusterFramesPerSecond(),
                throughput.processFramesPerSecond(),
                throughput.clusterToProcess(),
                secondsToFirstAlert,
                recoverySecondsByFault.entrySet().stream()
                        .map(entry -> text(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    private static String text(Fault fault, Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "%s killed %d times: first new result after p50 %.1f s, max %.1f s",
                fault,
                recovery.count(),
                recovery.p50(),
                recovery.max());
    }
}

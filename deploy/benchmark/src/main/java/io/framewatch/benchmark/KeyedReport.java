package io.framewatch.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What the keyed half of the job costs.
 *
 * @param simulated what it was fed with
 * @param resultsPerSecond results that went through it
 * @param alerts what the alert function's task used
 * @param ledger what the ledger function's task used
 * @param heapBytesPerCamera live heap more than before the job
 * @param checkpoint the latest one
 */
record KeyedReport(
        SimulatedCameras simulated,
        double resultsPerSecond,
        Cost alerts,
        Cost ledger,
        double heapBytesPerCamera,
        KeyedCheckpoint checkpoint) {

    /**
     * What a task used.
     *
     * @param cpuMicrosPerResult processor time of its thread, with the reading of its input
     * @param allocatedBytesPerResult heap that it allocated
     */
    record Cost(double cpuMicrosPerResult, double allocatedBytesPerResult) {

        static Cost of(Usage.Counts used, long results) {
            return new Cost(
                    used.cpuNanos() / 1e3 / results, (double) used.allocatedBytes() / results);
        }

        /** How many a core would do. */
        @JsonProperty
        double resultsPerSecondAndCore() {
            return 1e6 / cpuMicrosPerResult;
        }
    }

    @JsonProperty
    double checkpointBytesPerCamera() {
        return (double) (checkpoint.alertBytes() + checkpoint.ledgerBytes()) / simulated.cameras();
    }

    void print(PrintStream out) {
        line(
                out,
                "%d cameras, %d rules, %d of them for each camera: %.0f results/s",
                simulated.cameras(),
                simulated.rules(),
                simulated.rulesOfACamera(),
                resultsPerSecond);
        print(out, "alert function ", alerts);
        print(out, "ledger function", ledger);
        line(
                out,
                "  state of a camera: %.0f bytes in a checkpoint, %.0f bytes of heap",
                checkpointBytesPerCamera(),
                heapBytesPerCamera);
        line(
                out,
                "  checkpoint: alerts %.1f MB, ledger %.1f MB; blocked %d ms, written in %d ms,"
                        + " %d ms in all",
                checkpoint.alertBytes() / 1e6,
                checkpoint.ledgerBytes() / 1e6,
                checkpoint.blockedMillis(),
                checkpoint.writtenMillis(),
                checkpoint.millis());
    }

    private static void print(PrintStream out, String name, Cost cost) {
        line(
                out,
                "  %s: %.1f us and %.0f bytes of heap a result, %.0f results a second and core",
                name,
                cost.cpuMicrosPerResult(),
                cost.allocatedBytesPerResult(),
                cost.resultsPerSecondAndCore());
    }

    private static void line(PrintStream out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}

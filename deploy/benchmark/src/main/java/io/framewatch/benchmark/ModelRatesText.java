package io.framewatch.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Rates of models as a table for readers. */
final class ModelRatesText {

    private static final String ABSENT = "-";

    private final PrintStream out;

    ModelRatesText(PrintStream out) {
        this.out = out;
    }

    void print(List<ModelRate> rates) {
        out.printf(
                "%-18s %5s   %-44s   %-27s %s%n",
                "", "", "images a second", "kernels to", "threads");
        row(
                "",
                "batch",
                List.of("kernels", "tuned", "portable", "traced", "openvino"),
                List.of("tuned", "openvino", "traced"),
                "to one");
        for (ModelRate rate : rates) {
            row(
                    rate.variant(),
                    Integer.toString(rate.batch()),
                    cells(
                            rate,
                            "%.1f",
                            List.of(
                                    ModelRate::kernelsImagesPerSecond,
                                    ModelRate::tunedImagesPerSecond,
                                    ModelRate::portableImagesPerSecond,
                                    ModelRate::tracedImagesPerSecond,
                                    ModelRate::openvinoImagesPerSecond)),
                    cells(
                            rate,
                            "%.2f",
                            List.of(
                                    ModelRate::kernelsToTuned,
                                    ModelRate::kernelsToOpenvino,
                                    ModelRate::kernelsToTraced)),
                    cell("%.2f", rate.kernelsThreadsToOne()));
        }
    }

    private void row(
            String name, String batch, List<String> rates, List<String> ratios, String last) {
        out.printf("%-18s %5s ", name, batch);
        rates.forEach(cell -> out.printf(" %8s", cell));
        out.print("  ");
        ratios.forEach(cell -> out.printf(" %8s", cell));
        out.printf("  %7s%n", last);
    }

    private static List<String> cells(
            ModelRate rate, String format, List<Function<ModelRate, Double>> figures) {
        return figures.stream().map(figure -> cell(format, figure.apply(rate))).toList();
    }

    private static String cell(String format, Double figure) {
        return figure == null ? ABSENT : String.format(Locale.ROOT, format, figure);
    }
}

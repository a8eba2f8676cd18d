package io.framewatch.ingest.reliability;

import java.util.Collection;
import java.util.List;

/** Sums up measured values. */
final class TestingFigures {

    private TestingFigures() {}

    /** The value that this share of all values does not exceed; 0 of none. */
    static double percentile(Collection<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }

    /** One line for people. */
    static String line(String name, String unit, Collection<Double> values) {
        return "%s: min %.2f, p50 %.2f, p99 %.2f, max %.2f %s of %d"
                .formatted(
                        name,
                        percentile(values, 0),
                        percentile(values, 0.5),
                        percentile(values, 0.99),
                        percentile(values, 1),
                        unit,
                        values.size());
    }
}

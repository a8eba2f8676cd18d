package io.framewatch.benchmark;

import java.util.List;

/** Median of measurements. */
final class Median {

    private Median() {}

    /** The median of at least one value. */
    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** Compares the outputs of two graphs. */
final class LargestDifference {

    private LargestDifference() {}

    /** Differences of each output, relative to its largest value, must be below a tolerance. */
    static void assertBelow(
            double tolerance, Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertThat(actual).hasSameSizeAs(expected);
        expected.forEach(
                (name, tensor) -> {
                    assertThat(actual.get(name).shape()).as(name).isEqualTo(tensor.shape());
                    assertThat(relative(tensor.values(), actual.get(name).values()))
                            .as(name)
                            .isLessThan(tolerance);
                });
    }

    private static double relative(float[] expected, float[] actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
            if (Float.isNaN(actual[i])) {
                return Double.NaN;
            }
        }
        return difference / largest;
    }
}

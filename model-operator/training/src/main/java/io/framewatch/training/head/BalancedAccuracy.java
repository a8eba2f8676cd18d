package io.framewatch.training.head;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/**
 * The balanced accuracy of a head: the mean of the recalls of its classes.
 *
 * @param accuracy 0..1
 * @param from lower end of its 95 % confidence interval
 * @param to upper end of its 95 % confidence interval
 */
public record BalancedAccuracy(double accuracy, double from, double to) {

    private static final double CONFIDENCE = 0.95;

    /**
     * The interval is Wilson's, as if each class had as many pictures as the one with the fewest
     * distinct ones: near-copies are right or wrong together and prove nothing more.
     *
     * @param recalls at least one
     */
    static BalancedAccuracy of(List<ClassRecall> recalls) {
        double accuracy = recalls.stream().mapToDouble(ClassRecall::recall).average().orElseThrow();
        int minDistinct =
                recalls.stream().mapToInt(recall -> recall.set().distinct()).min().orElseThrow();
        int trials = minDistinct * recalls.size();
        ConfidenceInterval interval =
                IntervalUtils.getWilsonScoreInterval(
                        trials, (int) Math.round(accuracy * trials), CONFIDENCE);
        return new BalancedAccuracy(
                accuracy,
                // Rounding may leave even a perfect accuracy outside.
                Math.max(0, Math.min(accuracy, interval.getLowerBound())),
                Math.min(1, Math.max(accuracy, interval.getUpperBound())));
    }

    /** As in {@code 98.4 % (95 % interval 89.9 to 99.8 %)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% (95 %% interval %.1f to %.1f %%)",
                100 * accuracy,
                100 * from,
                100 * to);
    }
}

package io.framewatch.cli.teach;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/**
 * How often a head was right about pictures that it had not seen, with each state counting as much.
 *
 * @param accuracy mean over the states of the share of pictures told right, 0..1
 * @param from lower end of the 95 % interval of that
 * @param to upper end of the 95 % interval of that
 */
record BalancedAccuracy(double accuracy, double from, double to) {

    private static final double CONFIDENCE = 0.95;

    /**
     * Wilson's interval, as if each state had as many pictures as the one with the fewest that are
     * no copies: copies are right or wrong together and prove nothing more.
     *
     * @param states at least one
     */
    static BalancedAccuracy of(List<Recognition> states) {
        double accuracy = states.stream().mapToDouble(Recognition::share).average().orElseThrow();
        int fewest =
                states.stream().mapToInt(state -> state.lesson().distinct()).min().orElseThrow();
        int trials = fewest * states.size();
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

package io.framewatch.local.teach;

import io.framewatch.training.head.TaughtState;
import java.util.List;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/**
 * How often heads were right about pictures that they had not seen.
 *
 * @param accuracy mean over the states of the share of pictures told right, 0..1
 * @param from lower end of the 95 % interval of that
 * @param to upper end of the 95 % interval of that
 */
record CrossValidated(double accuracy, double from, double to) {

    private static final double CONFIDENCE = 0.95;

    /**
     * Wilson's interval, as if each state had as many pictures as the one with the fewest that are
     * no copies: copies are right or wrong together and prove nothing more.
     */
    static CrossValidated of(List<Lesson> lessons, List<TaughtState> taught) {
        double accuracy =
                taught.stream()
                        .mapToDouble(state -> state.recognised() / (double) state.pictures())
                        .average()
                        .orElseThrow();
        int fewest = lessons.stream().mapToInt(Lesson::distinct).min().orElseThrow();
        int trials = fewest * lessons.size();
        ConfidenceInterval interval =
                IntervalUtils.getWilsonScoreInterval(
                        trials, (int) Math.round(accuracy * trials), CONFIDENCE);
        return new CrossValidated(
                accuracy,
                Math.max(0, interval.getLowerBound()),
                Math.min(1, interval.getUpperBound()));
    }
}

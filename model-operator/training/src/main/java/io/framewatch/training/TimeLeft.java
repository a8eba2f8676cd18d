package io.framewatch.training;

import java.time.Duration;

/**
 * Estimates how long a training still takes, by the time for a pixel in this process: later epochs
 * have larger images. Immutable and thread-safe.
 */
public final class TimeLeft {

    private final TrainingOptions options;
    private final double atStart;

    /**
     * Starts to estimate.
     *
     * @param epoch at the start of this process, from 0, may be a fraction
     */
    public TimeLeft(TrainingOptions options, double epoch) {
        this.options = options;
        this.atStart = pixels(epoch);
    }

    /**
     * The time left.
     *
     * @param epoch now, from 0, may be a fraction, larger than at the start
     * @param elapsed since the start
     */
    public Duration at(double epoch, Duration elapsed) {
        double done = pixels(epoch);
        double left = pixels(options.schedule().epochs()) - done;
        return Duration.ofMillis(Math.round(elapsed.toMillis() * left / (done - atStart)));
    }

    /** Pixels of one picture in the epochs up to an end. */
    private double pixels(double end) {
        double sum = 0;
        for (int epoch = 0; epoch < end; epoch++) {
            double width = options.schedule().imageSize(epoch);
            sum += Math.min(1, end - epoch) * width * width;
        }
        return sum;
    }
}

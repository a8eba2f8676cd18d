package io.framewatch.cli.train;

import io.framewatch.training.TrainingOptions;
import java.time.Duration;

/**
 * How long a training still takes: as long for a pixel as it has taken in this process. Pixels
 * count, because later epochs have larger images. Not thread-safe.
 */
final class TimeLeft {

    private final TrainingOptions options;
    private final double atStart;

    /**
     * @param epoch at the start, from 0, may be a fraction
     */
    TimeLeft(TrainingOptions options, double epoch) {
        this.options = options;
        this.atStart = pixels(epoch);
    }

    /**
     * The time left.
     *
     * @param epoch now, from 0, may be a fraction, above that at the start
     * @param elapsed since the start
     */
    Duration at(double epoch, Duration elapsed) {
        double done = pixels(epoch);
        double left = pixels(options.epochs()) - done;
        return Duration.ofMillis(Math.round(elapsed.toMillis() * left / (done - atStart)));
    }

    /** Pixels of the epochs before one, of one picture. */
    private double pixels(double end) {
        double sum = 0;
        for (int epoch = 0; epoch < end; epoch++) {
            double width = options.imageSize(epoch);
            sum += Math.min(1, end - epoch) * width * width;
        }
        return sum;
    }
}

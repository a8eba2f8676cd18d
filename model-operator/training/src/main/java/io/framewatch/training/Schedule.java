package io.framewatch.training;

import static io.framewatch.training.OptionRule.require;
import static io.framewatch.training.OptionRule.requireAtLeast1;

import java.util.List;

/**
 * What changes from epoch to epoch.
 *
 * @param epochs passes over all pictures, at least 1
 * @param learningRate its peak, above 0; cosine decay to 1 % of it after the warm-up
 * @param warmUp epochs from 0 to the peak, may be a fraction
 * @param imageSizes widths in pixels, multiples of 32, each for an equal share of the epochs
 */
public record Schedule(int epochs, double learningRate, double warmUp, List<Integer> imageSizes) {

    public Schedule {
        imageSizes = List.copyOf(imageSizes);
        requireAtLeast1("epochs", epochs);
        require(learningRate > 0, "learning rate", learningRate, "above 0");
        require(warmUp >= 0 && warmUp <= epochs, "warm-up", warmUp, "from 0 to the epochs");
        require(!imageSizes.isEmpty(), "image sizes", imageSizes, "at least one");
        for (int size : imageSizes) {
            require(size > 0 && size % 32 == 0, "image size", size, "a multiple of 32");
        }
    }

    /** Width and height of the images in an epoch, counted from 0. */
    public int imageSize(int epoch) {
        return imageSizes.get((int) ((long) epoch * imageSizes.size() / epochs));
    }

    /**
     * Learning rate of a step.
     *
     * @param progress epochs that are done, a fraction within an epoch
     */
    double learningRate(double progress) {
        if (progress < warmUp) {
            return learningRate * progress / warmUp;
        }
        double share = (progress - warmUp) / Math.max(1e-9, epochs - warmUp);
        double floor = 0.01 * learningRate;
        return floor + (learningRate - floor) * 0.5 * (1 + Math.cos(Math.PI * share));
    }
}

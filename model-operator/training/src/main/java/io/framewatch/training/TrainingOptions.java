package io.framewatch.training;

import io.framewatch.mobileformer.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a network is trained.
 *
 * @param variant the network, with as many classes as the pictures have
 * @param epochs passes over all pictures, at least 1
 * @param batch images a step, a multiple of {@code replicas}, at least two for each
 * @param learningRate peak of the learning rate, above 0; cosine decay to 1 % of it after the
 *     warm-up
 * @param warmUp epochs of linear warm-up from 0 to the peak, may be a fraction
 * @param weightDecay decoupled weight decay (AdamW), only of weights that multiply
 * @param labelSmoothing share of the target that is spread evenly over all classes, in [0, 1)
 * @param mixup alpha of the Beta distribution; 0 for none
 * @param dropout dropout of the embedding, in [0, 1)
 * @param averaging share of the averaged weights that is kept at each step, in [0, 1)
 * @param imageSizes widths in pixels, multiples of 32, each for an equal share of the epochs
 * @param augmentation random augmentation of the pictures
 * @param replicas number of threads, each of which processes a share of each batch with one
 *     intra-op thread
 * @param seed the same seed, options and pictures give the same weights
 * @param checkpointInterval longest time between checkpoints
 * @param validationInterval epochs from one measurement to the next
 */
public record TrainingOptions(
        Variant variant,
        int epochs,
        int batch,
        double learningRate,
        double warmUp,
        double weightDecay,
        double labelSmoothing,
        double mixup,
        double dropout,
        double averaging,
        List<Integer> imageSizes,
        Augmentation augmentation,
        int replicas,
        long seed,
        Duration checkpointInterval,
        int validationInterval) {

    public TrainingOptions {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(checkpointInterval, "checkpointInterval");
        imageSizes = List.copyOf(imageSizes);
        requireAtLeast1("epochs", epochs);
        requireAtLeast1("replicas", replicas);
        requireAtLeast1("batch", batch);
        requireAtLeast1("validation interval", validationInterval);
        require(batch % replicas == 0, "batch", batch, "a multiple of the replicas, " + replicas);
        // Batch normalisation needs the variance of at least two images.
        require(
                batch >= 2 * replicas,
                "batch",
                batch,
                "at least 2 for each replica of " + replicas);
        require(learningRate > 0, "learning rate", learningRate, "above 0");
        require(warmUp >= 0 && warmUp <= epochs, "warm-up", warmUp, "from 0 to the epochs");
        require(weightDecay >= 0, "weight decay", weightDecay, "at least 0");
        require(mixup >= 0, "mixup", mixup, "at least 0");
        requireShare("label smoothing", labelSmoothing);
        requireShare("dropout", dropout);
        requireShare("averaging", averaging);
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
     * @param progress number of finished epochs, with a fraction within an epoch
     */
    double learningRate(double progress) {
        if (progress < warmUp) {
            return learningRate * progress / warmUp;
        }
        double share = (progress - warmUp) / Math.max(1e-9, epochs - warmUp);
        double floor = 0.01 * learningRate;
        return floor + (learningRate - floor) * 0.5 * (1 + Math.cos(Math.PI * share));
    }

    private static void requireAtLeast1(String name, int value) {
        require(value >= 1, name, value, "at least 1");
    }

    private static void requireShare(String name, double value) {
        require(value >= 0 && value < 1, name, value, "at least 0 and below 1");
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + " must be " + rule);
        }
    }
}

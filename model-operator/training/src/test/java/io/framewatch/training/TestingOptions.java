package io.framewatch.training;

import io.framewatch.mobileformer.Variant;
import java.time.Duration;
import java.util.List;

/** The smallest network on the smallest images, with all kinds of randomness. */
final class TestingOptions {

    static final Variant VARIANT = Variant.named("26m").withClasses(3);

    int epochs = 2;
    int batch = 8;
    int replicas = 2;
    double learningRate = 0.002;
    double warmUp = 0;
    double mixup = 0.2;
    double averaging = 0.9;
    List<Integer> imageSizes = List.of(32);
    Augmentation augmentation = new Augmentation(0.5, 0.5, 0.2);
    Duration checkpointInterval = Duration.ofMinutes(1);
    int validationInterval = 1;

    TrainingOptions toOptions() {
        return new TrainingOptions(
                VARIANT,
                new Schedule(epochs, learningRate, warmUp, imageSizes),
                new Regularisation(0.05, 0.1, mixup, 0.1, averaging, augmentation),
                new StepOptions(batch, replicas, 1),
                new Intervals(checkpointInterval, validationInterval));
    }
}

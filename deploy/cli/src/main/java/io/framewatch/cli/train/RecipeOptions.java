package io.framewatch.cli.train;

import io.framewatch.mobileformer.Variant;
import io.framewatch.training.Augmentation;
import io.framewatch.training.Intervals;
import io.framewatch.training.Regularisation;
import io.framewatch.training.Schedule;
import io.framewatch.training.StepOptions;
import io.framewatch.training.TrainingOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a training; their defaults are those of the default model. */
final class RecipeOptions {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(2);

    /** The default warm-up is the smaller of so many epochs and this share of the epochs. */
    private static final double MAX_WARM_UP = 3;

    private static final double MAX_WARM_UP_SHARE = 0.1;

    /** Steps of an epoch if there are fewer pictures than a batch has. */
    private static final int STEPS = 4;

    /** Images of one replica that are enough for batch normalisation, and the minimum. */
    private static final int WANTED_SHARE = 4;

    private static final int MIN_SHARE = 2;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "45",
            description = "passes over all pictures; default: ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description =
                    "pictures a step, fewer if there are not as many; default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--image-sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "96,96,96,128,128,160",
            description =
                    "widths in pixels, multiples of 32, each for an equal share of the epochs: small"
                            + " images first are faster; default: ${DEFAULT-VALUE}")
    private List<Integer> imageSizes;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "its peak, then a cosine down to 1 %% of it; default: ${DEFAULT-VALUE}")
    private double learningRate;

    @Option(
            names = "--warm-up",
            paramLabel = "EPOCHS",
            description = "epochs until the peak; default: 3, of less than 30 a tenth")
    private Double warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            defaultValue = "0.05",
            description = "of AdamW; default: ${DEFAULT-VALUE}")
    private double weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "of the target for all classes alike; default: ${DEFAULT-VALUE}")
    private double labelSmoothing;

    @Option(
            names = "--mixup",
            paramLabel = "ALPHA",
            defaultValue = "0.1",
            description = "how much pictures are mixed, 0 for not; default: ${DEFAULT-VALUE}")
    private double mixup;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "of the embedding; default: ${DEFAULT-VALUE}")
    private double dropout;

    @Option(
            names = "--averaging",
            paramLabel = "SHARE",
            defaultValue = "0.998",
            description = "of the averaged weights that stays a step; default: ${DEFAULT-VALUE}")
    private double averaging;

    @Option(
            names = "--smallest-crop",
            paramLabel = "SHARE",
            defaultValue = "0.3",
            description = "of a picture's area; default: ${DEFAULT-VALUE}")
    private double smallestCrop;

    @Option(
            names = "--strength",
            paramLabel = "SHARE",
            defaultValue = "0.4",
            description = "of turns and changed colours, 0 for none; default: ${DEFAULT-VALUE}")
    private double strength;

    @Option(
            names = "--erasing",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "of pictures with an erased rectangle; default: ${DEFAULT-VALUE}")
    private double erasing;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "threads that share each step; other numbers give other weights; default:"
                            + " ${DEFAULT-VALUE}")
    private int replicas;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of all that is random; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--measure-every",
            paramLabel = "EPOCHS",
            defaultValue = "15",
            description =
                    "measure on the validation's pictures and write the model so far; default:"
                            + " ${DEFAULT-VALUE}")
    private int measureEvery;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /**
     * The options for a network and a number of pictures.
     *
     * @param notes receives a line if the batch is made smaller
     * @throws ParameterException if a value is out of its range
     */
    TrainingOptions of(Variant variant, int pictures, Consumer<String> notes) {
        try {
            return new TrainingOptions(
                    variant,
                    new Schedule(epochs, learningRate, warmUp(), imageSizes),
                    new Regularisation(
                            weightDecay,
                            labelSmoothing,
                            mixup,
                            dropout,
                            averaging,
                            new Augmentation(smallestCrop, strength, erasing)),
                    new StepOptions(batch(pictures, notes), replicas, seed),
                    new Intervals(CHECKPOINT_INTERVAL, measureEvery));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private double warmUp() {
        return warmUp == null ? Math.min(MAX_WARM_UP, epochs * MAX_WARM_UP_SHARE) : warmUp;
    }

    /** With few pictures an epoch has four steps if each replica still has enough of a batch. */
    private int batch(int pictures, Consumer<String> notes) {
        if (batch <= pictures || replicas < 1) {
            return batch;
        }
        int quarter = pictures / STEPS / replicas;
        int share = Math.max(quarter, Math.min(pictures / replicas, WANTED_SHARE));
        int smaller = Math.max(MIN_SHARE, share) * replicas;
        notes.accept(
                "%d pictures are fewer than a batch of %d: the batch is %d"
                        .formatted(pictures, batch, smaller));
        return smaller;
    }
}

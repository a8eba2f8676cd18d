package io.framewatch.training;

import io.framewatch.mobileformer.MobilePath;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Variant.Tokens;
import java.util.Objects;

/**
 * How a network is trained.
 *
 * @param variant the network, with as many classes as the pictures have
 * @param schedule epochs, learning rate and image sizes
 * @param regularisation against overfitting
 * @param step batch, replicas and seed
 * @param intervals of checkpoints and validations
 */
public record TrainingOptions(
        Variant variant,
        Schedule schedule,
        Regularisation regularisation,
        StepOptions step,
        Intervals intervals) {

    public TrainingOptions {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(regularisation, "regularisation");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(intervals, "intervals");
    }

    /**
     * The options as checkpoints have them: only a run with the same text may go on from one. The
     * form stays as it is, so that a later release goes on with the checkpoints of a former one.
     */
    String recipe() {
        return ("TrainingOptions[variant=%s, epochs=%s, batch=%s, learningRate=%s, warmUp=%s,"
                        + " weightDecay=%s, labelSmoothing=%s, mixup=%s, dropout=%s, averaging=%s,"
                        + " imageSizes=%s, augmentation=%s, replicas=%s, seed=%s,"
                        + " checkpointInterval=%s, validationInterval=%s]")
                .formatted(
                        form(variant),
                        schedule.epochs(),
                        step.batch(),
                        schedule.learningRate(),
                        schedule.warmUp(),
                        regularisation.weightDecay(),
                        regularisation.labelSmoothing(),
                        regularisation.mixup(),
                        regularisation.dropout(),
                        regularisation.averaging(),
                        schedule.imageSizes(),
                        regularisation.augmentation(),
                        step.replicas(),
                        step.seed(),
                        intervals.checkpoint(),
                        intervals.validation());
    }

    private static String form(Variant variant) {
        MobilePath mobile = variant.mobile();
        Tokens tokens = variant.tokens();
        return ("Variant[name=%s, stemChannels=%s, tokens=%s, tokenWidth=%s, embedding=%s,"
                        + " groups=%s, blocks=%s, classes=%s, ablation=%s, width=%s]")
                .formatted(
                        variant.name(),
                        mobile.stemChannels(),
                        tokens.number(),
                        tokens.width(),
                        variant.embedding(),
                        mobile.groups(),
                        mobile.blocks(),
                        variant.classes(),
                        variant.ablation(),
                        mobile.width());
    }
}

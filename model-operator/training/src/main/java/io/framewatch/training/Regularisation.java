package io.framewatch.training;

import static io.framewatch.training.OptionRule.require;
import static io.framewatch.training.OptionRule.requireShare;

import java.util.Objects;

/**
 * What keeps a network from learning its pictures by heart.
 *
 * @param weightDecay decoupled (AdamW), on weights that multiply only
 * @param labelSmoothing share of the target that goes to all classes alike, in [0, 1)
 * @param mixup alpha of the Beta distribution; 0 for none
 * @param dropout of the embedding, in [0, 1)
 * @param averaging share of the averaged weights that stays at each step, in [0, 1)
 * @param augmentation random changes to the pictures
 */
public record Regularisation(
        double weightDecay,
        double labelSmoothing,
        double mixup,
        double dropout,
        double averaging,
        Augmentation augmentation) {

    public Regularisation {
        Objects.requireNonNull(augmentation, "augmentation");
        require(weightDecay >= 0, "weight decay", weightDecay, "at least 0");
        require(mixup >= 0, "mixup", mixup, "at least 0");
        requireShare("label smoothing", labelSmoothing);
        requireShare("dropout", dropout);
        requireShare("averaging", averaging);
    }
}

package io.framewatch.classify;

import java.util.List;
import java.util.Objects;

/**
 * One state of a {@link Head}: its logit is {@code bias} plus the product of {@code weights} and
 * the embedding.
 *
 * @param label name of the state
 * @param pictures number of pictures that it was trained on
 * @param recognised pictures that cross-validation classified rightly
 */
public record HeadState(
        String label, int pictures, int recognised, float bias, List<Float> weights) {

    public HeadState {
        Objects.requireNonNull(label, "label");
        weights = List.copyOf(weights);
        if (recognised < 0 || recognised > pictures) {
            throw new IllegalArgumentException(
                    "state '%s' recognised %d: must be from 0 to its %d pictures"
                            .formatted(label, recognised, pictures));
        }
    }
}

package io.framewatch.training.head;

/**
 * What was taught of one state: its logit is {@code bias} plus the product of {@code weights} and
 * the embedding as the model gives it.
 *
 * @param label name of the state
 * @param pictures pictures that it was taught from
 * @param recognised those that a head that had not seen them told right
 * @param bias bias of the state's logit
 * @param weights one weight a value of the embedding; not copied
 */
public record TaughtState(
        String label, int pictures, int recognised, float bias, float[] weights) {}

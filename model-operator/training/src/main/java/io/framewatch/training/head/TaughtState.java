package io.framewatch.training.head;

/**
 * The result of training for one state: its logit is {@code bias} plus the product of {@code
 * weights} and the model's embedding.
 *
 * @param label name of the state
 * @param pictures pictures that it was taught from
 * @param recognised pictures that a head trained without them classified correctly
 * @param bias bias of the state's logit
 * @param weights one weight a value of the embedding; not copied
 */
public record TaughtState(
        String label, int pictures, int recognised, float bias, float[] weights) {}

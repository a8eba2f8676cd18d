package io.framewatch.training.head;

/**
 * One class of a trained head: its logit is {@code bias} plus the product of {@code weights} and
 * the embedding as the model gives it.
 *
 * @param label name of the class
 * @param pictures number of pictures that it was trained on
 * @param recognised pictures that cross-validation classified rightly
 * @param bias bias of the logit
 * @param weights one weight for each value of the embedding; not copied
 */
public record TrainedClass(
        String label, int pictures, int recognised, float bias, float[] weights) {}

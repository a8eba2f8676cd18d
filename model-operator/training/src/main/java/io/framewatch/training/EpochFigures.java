package io.framewatch.training;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The figures of an epoch.
 *
 * @param epoch from 1
 * @param imageSize width and height in pixels
 * @param learningRate learning rate at its end
 * @param steps what its steps gave
 * @param validationTop1 share of the validation pictures that the averaged weights classify
 *     correctly, in [0, 1]; null if this epoch was not measured
 */
public record EpochFigures(
        int epoch,
        int imageSize,
        double learningRate,
        @JsonUnwrapped Steps steps,
        Double validationTop1) {

    /**
     * Means over the steps since the training was opened. They are NaN if it was opened after the
     * epoch's last step.
     *
     * @param loss mean loss of the augmented pictures
     * @param top1 share of the augmented pictures that were classified correctly, in [0, 1]
     * @param imagesPerSecond of the training alone
     */
    public record Steps(double loss, double top1, double imagesPerSecond) {}
}

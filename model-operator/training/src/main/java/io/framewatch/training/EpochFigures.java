package io.framewatch.training;

/**
 * What an epoch came to. Loss, top-1 and rate are of the steps since the training was opened: NaN
 * if it was opened after the epoch's last step.
 *
 * @param epoch from 1
 * @param imageSize width and height in pixels
 * @param learningRate at its end
 * @param loss mean over its pictures, as changed by augmentation and mixup
 * @param top1 share of its pictures, as changed, that were classified rightly, in [0, 1]
 * @param imagesPerSecond of the training alone
 * @param validationTop1 share of the validation's pictures that the averaged weights classify
 *     rightly, in [0, 1]; null if this epoch was not measured
 */
public record EpochFigures(
        int epoch,
        int imageSize,
        double learningRate,
        double loss,
        double top1,
        double imagesPerSecond,
        Double validationTop1) {}

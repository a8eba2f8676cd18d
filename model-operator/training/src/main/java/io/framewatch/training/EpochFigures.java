package io.framewatch.training;

/**
 * The figures of an epoch. Loss, top-1 and rate cover the steps since the training was opened. They
 * are NaN if it was opened after the epoch's last step.
 *
 * @param epoch from 1
 * @param imageSize width and height in pixels
 * @param learningRate learning rate at its end
 * @param loss mean loss of its augmented pictures
 * @param top1 share of its augmented pictures that were classified correctly, in [0, 1]
 * @param imagesPerSecond of the training alone
 * @param validationTop1 share of the validation pictures that the averaged weights classify
 *     correctly, in [0, 1]; null if this epoch was not measured
 */
public record EpochFigures(
        int epoch,
        int imageSize,
        double learningRate,
        double loss,
        double top1,
        double imagesPerSecond,
        Double validationTop1) {}

package io.framewatch.training;

/** Is told how a training goes, on the thread that runs it. */
public interface TrainingListener {

    /**
     * After each step.
     *
     * @param epoch from 0
     * @param images done in this epoch
     * @param loss mean of this epoch so far
     * @param top1 share of this epoch's pictures so far that were classified rightly, in [0, 1]
     */
    void stepped(int epoch, int images, double loss, double top1);

    /** After each epoch, when its checkpoint is written. */
    void epochEnded(EpochFigures figures);
}

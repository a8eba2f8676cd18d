package io.framewatch.training;

/** Observes a training, on the thread that runs it. */
public interface TrainingListener {

    /**
     * Called after each step.
     *
     * @param epoch from 0
     * @param images number of images of this epoch so far
     * @param loss mean loss of this epoch so far
     * @param top1 share of this epoch's pictures so far that were classified correctly, in [0, 1]
     */
    void stepped(int epoch, int images, double loss, double top1);

    /** Called after each epoch, when its checkpoint is written. */
    void epochEnded(EpochFigures figures);
}

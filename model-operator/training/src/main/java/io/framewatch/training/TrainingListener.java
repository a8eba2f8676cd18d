package io.framewatch.training;

/** Is told how a training goes, on the thread that runs it. */
public interface TrainingListener {

    /**
     * After each step.
     *
     * @param epoch from 0
     * @param images done in this epoch
     * @param loss mean of this step
     */
    void stepped(int epoch, int images, double loss);

    /** After each epoch. */
    void epochEnded(EpochFigures figures);
}

package io.framewatch.training;

import java.util.ArrayList;
import java.util.List;

/** Records its calls, and runs an action after a certain step. */
final class TestingListener implements TrainingListener {

    final List<EpochFigures> epochs = new ArrayList<>();
    int steps;
    private final int actionAfter;
    private final Runnable action;

    TestingListener() {
        this(0, () -> {});
    }

    /**
     * @param actionAfter number of steps
     */
    TestingListener(int actionAfter, Runnable action) {
        this.actionAfter = actionAfter;
        this.action = action;
    }

    @Override
    public void stepped(int epoch, int images, double loss, double top1) {
        steps++;
        if (steps == actionAfter) {
            action.run();
        }
    }

    @Override
    public void epochEnded(EpochFigures figures) {
        epochs.add(figures);
    }
}

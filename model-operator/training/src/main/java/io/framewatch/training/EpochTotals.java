package io.framewatch.training;

/** Adds up the steps of an epoch that were done in this process. Not thread-safe. */
final class EpochTotals {

    private final long start = System.nanoTime();
    private double loss;
    private int hits;
    private int images;
    private long last = start;

    /**
     * Adds a step.
     *
     * @param number of its images
     */
    void add(Replica.Result step, int number) {
        loss += step.loss() * number;
        hits += step.hits();
        images += number;
        last = System.nanoTime();
    }

    /** Mean loss of an image; NaN without steps. */
    double loss() {
        return loss / images;
    }

    /** Share of the images that were classified correctly, in [0, 1]; NaN without steps. */
    double top1() {
        return (double) hits / images;
    }

    /** All of them, with the images a second from the start to the last step. */
    EpochFigures.Steps figures() {
        return new EpochFigures.Steps(loss(), top1(), images * 1e9 / (last - start));
    }
}

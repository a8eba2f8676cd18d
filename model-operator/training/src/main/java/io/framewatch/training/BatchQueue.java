package io.framewatch.training;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Makes the batches of an epoch on a thread of its own, ahead of the training. Each step has one
 * batch for each replica. Used by one thread.
 */
final class BatchQueue implements AutoCloseable {

    private static final int AHEAD = 3;

    private final BatchMaker maker;
    private final TrainingOptions options;
    private final int end;
    private final Queue<List<Batch>> free = new ArrayDeque<>();
    private final Queue<CompletableFuture<List<Batch>>> ahead = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(BatchQueue::daemon);
    private int epoch;
    private int[] order;
    private int next;

    BatchQueue(LabelledPictures pictures, TrainingOptions options) {
        this.maker = new BatchMaker(pictures, options);
        this.options = options;
        this.end = pictures.size() - pictures.size() % options.step().batch();
        int largest =
                options.schedule().imageSizes().stream().mapToInt(size -> size).max().orElseThrow();
        for (int i = 0; i < AHEAD; i++) {
            free.add(
                    Stream.generate(() -> new Batch(share(), largest, options.variant().classes()))
                            .limit(options.step().replicas())
                            .toList());
        }
    }

    /**
     * Starts an epoch. The epoch before must be taken to its end.
     *
     * @param first position of the first picture in the epoch's order
     */
    void start(int newEpoch, int first) {
        epoch = newEpoch;
        order = maker.order(newEpoch);
        next = first;
        while (next < end && !free.isEmpty()) {
            make(free.remove());
        }
    }

    /** Number of pictures of an epoch: those of full batches. */
    int pictures() {
        return end;
    }

    /** Whether the epoch has a further step. */
    boolean hasNext() {
        return !ahead.isEmpty();
    }

    /**
     * The batches of the next step.
     *
     * @throws CompletionException if they could not be made
     */
    List<Batch> take() {
        return ahead.remove().join();
    }

    /** Returns batches to be filled again. */
    void release(List<Batch> batches) {
        if (next < end) {
            make(batches);
        } else {
            free.add(batches);
        }
    }

    private void make(List<Batch> batches) {
        int first = next;
        ahead.add(CompletableFuture.supplyAsync(() -> fill(batches, first), thread));
        next += options.step().batch();
    }

    private List<Batch> fill(List<Batch> batches, int first) {
        for (int i = 0; i < batches.size(); i++) {
            int start = first + i * share();
            maker.fill(
                    batches.get(i),
                    epoch,
                    order,
                    start,
                    share(),
                    options.schedule().imageSize(epoch));
        }
        return batches;
    }

    private int share() {
        return options.step().batch() / options.step().replicas();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "training-batches");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

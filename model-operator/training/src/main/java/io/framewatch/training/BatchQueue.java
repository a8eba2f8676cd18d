package io.framewatch.training;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Makes the batches of an epoch on a thread of its own, ahead of the training; each step has one
 * batch a replica. Used by one thread.
 */
final class BatchQueue implements AutoCloseable {

    private static final int AHEAD = 3;

    private final BatchMaker maker;
    private final TrainingOptions options;
    private final BlockingQueue<List<Batch>> free = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<List<Batch>> ready = new ArrayBlockingQueue<>(AHEAD);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(BatchQueue::daemon);
    private Future<?> work;

    BatchQueue(BatchMaker maker, TrainingOptions options) {
        this.maker = maker;
        this.options = options;
        int largest = options.imageSizes().stream().mapToInt(size -> size).max().orElseThrow();
        int share = options.batch() / options.replicas();
        for (int i = 0; i < AHEAD; i++) {
            free.add(
                    Stream.generate(() -> new Batch(share, largest, options.variant().classes()))
                            .limit(options.replicas())
                            .toList());
        }
    }

    /** Starts on an epoch, at a picture of its order. */
    void start(int epoch, int first, int pictures) {
        int[] order = maker.order(epoch);
        work =
                thread.submit(
                        () -> {
                            int end = pictures - pictures % options.batch();
                            for (int at = first; at < end; at += options.batch()) {
                                make(epoch, order, at);
                            }
                            return null;
                        });
    }

    private void make(int epoch, int[] order, int first) throws InterruptedException {
        List<Batch> batches = free.take();
        int share = options.batch() / options.replicas();
        for (int i = 0; i < batches.size(); i++) {
            int start = first + i * share;
            maker.fill(batches.get(i), epoch, order, start, share, options.imageSize(epoch));
        }
        ready.put(batches);
    }

    /** The batches of the next step. */
    List<Batch> take() throws InterruptedException {
        return ready.take();
    }

    /** Gives them back to be filled again. */
    void release(List<Batch> batches) {
        free.add(batches);
    }

    /** Waits for the end of an epoch's work and throws what it threw. */
    void finish() throws Exception {
        work.get();
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

package io.framewatch.cli.model;

import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Classifies image files with one thread for each processor; a thread decodes and resizes a batch
 * of files and runs the model on it. Not thread-safe.
 */
final class ImageClassifier implements AutoCloseable {

    private static final int BATCH = 8;
    private static final long CLOSE_SECONDS = 60;

    private final BlockingQueue<ClassifierLane> lanes;
    private final ExecutorService threads;
    private final ModelManifest manifest;

    private ImageClassifier(List<ClassifierLane> lanes) {
        this.lanes = new ArrayBlockingQueue<>(lanes.size(), false, lanes);
        this.threads = Executors.newFixedThreadPool(lanes.size());
        this.manifest = lanes.get(0).manifest();
    }

    /**
     * Opens the model of a folder.
     *
     * @throws CommandException if it cannot be read or run, or does not take 224x224 pixels
     */
    static ImageClassifier open(Path folder) throws CommandException {
        int processors = Runtime.getRuntime().availableProcessors();
        List<ClassifierLane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < processors; i++) {
                lanes.add(ClassifierLane.open(folder, BATCH));
            }
            return new ImageClassifier(lanes);
        } catch (CommandException | RuntimeException e) {
            lanes.forEach(ClassifierLane::close);
            throw e;
        }
    }

    ModelManifest manifest() {
        return manifest;
    }

    /**
     * Classifies files.
     *
     * @param top best labels for each
     * @param results takes the result of each file, in the order of the files, on this thread
     * @param always labels whose scores are given even if they are not among the best, by index
     * @throws CommandException if the model fails
     */
    void classify(List<Path> files, int top, Consumer<ClassifiedImage> results, int... always)
            throws CommandException, InterruptedException {
        List<Future<List<ClassifiedImage>>> batches = new ArrayList<>();
        for (int from = 0; from < files.size(); from += BATCH) {
            List<Path> batch = files.subList(from, Math.min(from + BATCH, files.size()));
            batches.add(threads.submit(() -> classify(batch, top, always)));
        }
        try {
            for (Future<List<ClassifiedImage>> batch : batches) {
                batch.get().forEach(results);
            }
        } catch (ExecutionException e) {
            throw new CommandException(
                    "model %s fails: %s".formatted(manifest.name(), e.getCause().getMessage()), e);
        }
    }

    /** Stops after the batches that run. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                // A session must not be closed while it runs; it goes with the process.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lanes.forEach(ClassifierLane::close);
    }

    private List<ClassifiedImage> classify(List<Path> files, int top, int... always)
            throws InterruptedException {
        ClassifierLane lane = lanes.take();
        try {
            return lane.classify(files, top, always);
        } finally {
            lanes.add(lane);
        }
    }
}

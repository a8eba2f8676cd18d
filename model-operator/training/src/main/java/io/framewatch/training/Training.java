package io.framewatch.training;

import io.framewatch.mobileformer.Entry;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Trains one network step by step and writes checkpoints. Only {@link #stop} is thread-safe.
 * Closing frees the engine's memory.
 */
public final class Training implements AutoCloseable {

    private static final String CHECKPOINT = "checkpoint";

    private final TrainingOptions options;
    private final Validation validation;
    private final Path checkpoint;
    private final TrainingState state;
    private final AdamW optimizer;
    private final ExecutorService threads;
    private final Replicas replicas;
    private final BatchQueue queue;
    private final float[] gradients;
    private long lastCheckpoint = System.nanoTime();
    private volatile boolean stopped;

    private Training(
            TrainingOptions options,
            LabelledPictures pictures,
            Validation validation,
            Path checkpoint,
            TrainingState state) {
        this.options = options;
        this.validation = validation;
        this.checkpoint = checkpoint;
        this.state = state;
        this.optimizer = new AdamW(NetworkParameters.entries(options.variant()), options, state);
        this.gradients = new float[state.weights().length];
        this.threads = Executors.newFixedThreadPool(options.step().replicas());
        this.replicas = new Replicas(options, threads);
        this.queue = new BatchQueue(pictures, options);
    }

    /**
     * Starts a training, or resumes the one whose checkpoint is in the folder.
     *
     * @param validation pictures to measure on and never to train on; null for none
     * @param initial weights to start from, unless there is a checkpoint
     * @param folder folder of the checkpoint. It is created with the first checkpoint, so that a
     *     training without one leaves nothing
     * @throws IOException if the checkpoint cannot be read
     * @throws IllegalArgumentException if classes, weights or checkpoint do not fit the options
     */
    public static Training open(
            TrainingOptions options,
            LabelledPictures pictures,
            LabelledPictures validation,
            Weights initial,
            Path folder)
            throws IOException {
        requireFit(options, pictures);
        if (validation != null && !validation.labels().equals(pictures.labels())) {
            throw new IllegalArgumentException(
                    "the validation's classes %s must be those of the training, %s"
                            .formatted(validation.labels(), pictures.labels()));
        }
        float[] weights = NetworkParameters.values(options.variant(), initial);
        Path file = folder.resolve(CHECKPOINT);
        String recipe = options.recipe() + " pictures=" + pictures.size();
        return new Training(
                options,
                pictures,
                validation == null ? null : new Validation(validation, options.variant()),
                file,
                Files.exists(file)
                        ? TrainingState.read(file, recipe, weights.length)
                        : TrainingState.start(recipe, weights));
    }

    private static void requireFit(TrainingOptions options, LabelledPictures pictures) {
        Variant variant = options.variant();
        if (variant.classes() != pictures.labels().size()) {
            throw new IllegalArgumentException(
                    "a network of %d classes does not fit pictures of %d: %s"
                            .formatted(
                                    variant.classes(),
                                    pictures.labels().size(),
                                    pictures.labels()));
        }
        if (variant.classes() < 2) {
            throw new IllegalArgumentException(
                    "the pictures are of one class, %s: must be of at least two"
                            .formatted(pictures.labels()));
        }
        if (pictures.size() < options.step().batch()) {
            throw new IllegalArgumentException(
                    "%d pictures must be at least a batch of %d"
                            .formatted(pictures.size(), options.step().batch()));
        }
    }

    /** Number of finished epochs. */
    public int epoch() {
        return state.epoch();
    }

    /** Number of finished epochs, plus the fraction of the current one. */
    public double progress() {
        return state.epoch() + (double) state.nextPicture() / queue.pictures();
    }

    /**
     * Number of pictures of an epoch: those of full batches. Each epoch leaves other pictures out.
     */
    public int picturesPerEpoch() {
        return queue.pictures();
    }

    /**
     * Trains to the end, or until {@link #stop}; a checkpoint is written in both cases, unless it
     * was stopped before the first step.
     *
     * @return whether it reached the end
     * @throws IOException if a checkpoint cannot be written
     * @throws CompletionException if a step or one of its batches failed
     */
    public boolean run(TrainingListener listener) throws IOException {
        while (!stopped && state.epoch() < options.schedule().epochs()) {
            epoch(listener);
        }
        return state.epoch() == options.schedule().epochs();
    }

    /**
     * Ends {@link #run} after the current step. A stopped training cannot run again. Thread-safe.
     */
    public void stop() {
        stopped = true;
    }

    private void epoch(TrainingListener listener) throws IOException {
        int epoch = state.epoch();
        EpochTotals totals = learn(epoch, listener);
        write();
        OptionalDouble measured = validate(epoch + 1);
        if (stopped) {
            return;
        }
        state.moveTo(epoch + 1, 0);
        write();
        listener.epochEnded(
                new EpochFigures(
                        epoch + 1,
                        options.schedule().imageSize(epoch),
                        options.schedule().learningRate(epoch + 1),
                        totals.figures(),
                        measured.isPresent() ? measured.getAsDouble() : null));
    }

    private EpochTotals learn(int epoch, TrainingListener listener) throws IOException {
        EpochTotals totals = new EpochTotals();
        queue.start(epoch, state.nextPicture());
        while (!stopped && queue.hasNext()) {
            List<Batch> batches = queue.take();
            totals.add(step(batches), options.step().batch());
            queue.release(batches);
            state.moveTo(epoch, state.nextPicture() + options.step().batch());
            listener.stepped(epoch, state.nextPicture(), totals.loss(), totals.top1());
            writeWhenDue();
        }
        return totals;
    }

    private Replica.Result step(List<Batch> batches) {
        Replica.Result result = replicas.learn(state.weights(), batches, state.steps());
        Arrays.fill(gradients, 0);
        replicas.addGradients(gradients);
        clearStatistics();
        replicas.addStatistics(state.weights());
        optimizer.step(gradients, options.schedule().learningRate(progress()));
        return result;
    }

    /** Sets the running statistics to the mean of those of the replicas. */
    private void clearStatistics() {
        int start = 0;
        for (Entry entry : NetworkParameters.entries(options.variant())) {
            int end = start + Math.toIntExact(entry.size());
            if (entry.parameters() == 0) {
                Arrays.fill(state.weights(), start, end, 0);
            }
            start = end;
        }
    }

    private OptionalDouble validate(int epoch) {
        boolean due =
                epoch % options.intervals().validation() == 0
                        || epoch == options.schedule().epochs();
        if (validation == null || !due || stopped) {
            return OptionalDouble.empty();
        }
        return validation.accuracy(
                state.average(), threads, options.step().replicas(), () -> stopped);
    }

    private void writeWhenDue() throws IOException {
        long due = options.intervals().checkpoint().toNanos();
        if (System.nanoTime() - lastCheckpoint >= due) {
            write();
        }
    }

    private void write() throws IOException {
        if (state.steps() > 0) {
            state.write(checkpoint);
        }
        lastCheckpoint = System.nanoTime();
    }

    /** The averaged weights: the result of the training. */
    public Weights weights() {
        return NetworkParameters.weights(options.variant(), state.average());
    }

    /** Waits for a step that a failure left running, because closing frees its memory. */
    @Override
    public void close() {
        queue.close();
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            // Threads may still run in the engine, so its memory is kept until the process ends.
            Thread.currentThread().interrupt();
            return;
        }
        replicas.close();
    }
}

package io.framewatch.training;

import ai.djl.engine.Engine;
import ai.djl.training.GradientCollector;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A training of one network: steps over the pictures, checkpoints on the way. Not thread-safe;
 * close it to free what the engine holds.
 */
public final class Training implements AutoCloseable {

    private static final String CHECKPOINT = "checkpoint";

    private final TrainingOptions options;
    private final LabelledPictures pictures;
    private final LabelledPictures validation;
    private final Path checkpoint;
    private final TrainingState state;
    private final AdamW optimizer;
    private final List<Replica> replicas = new ArrayList<>();
    private final ExecutorService threads;
    private final BatchQueue queue;
    private final float[] gradients;
    private long lastCheckpoint = System.nanoTime();

    private Training(
            TrainingOptions options,
            LabelledPictures pictures,
            LabelledPictures validation,
            Path checkpoint,
            TrainingState state) {
        this.options = options;
        this.pictures = pictures;
        this.validation = validation;
        this.checkpoint = checkpoint;
        this.state = state;
        this.optimizer = new AdamW(NetworkParameters.entries(options.variant()), options, state);
        this.gradients = new float[state.weights().length];
        this.threads = Executors.newFixedThreadPool(options.replicas());
        this.queue = new BatchQueue(new BatchMaker(pictures, options), options);
        for (int i = 0; i < options.replicas(); i++) {
            replicas.add(new Replica(options.variant(), options.dropout()));
        }
    }

    /**
     * Starts a training, or goes on with the one whose checkpoint is in the folder.
     *
     * @param validation pictures to measure on, never to learn from; null for none
     * @param initial weights to start from
     * @param folder for the checkpoint; exists
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
        requireClasses(options.variant(), pictures.labels());
        if (validation != null && !validation.labels().equals(pictures.labels())) {
            throw new IllegalArgumentException(
                    "the validation's classes %s must be those of the training, %s"
                            .formatted(validation.labels(), pictures.labels()));
        }
        if (pictures.size() < options.batch()) {
            throw new IllegalArgumentException(
                    "%d pictures must be at least a batch of %d"
                            .formatted(pictures.size(), options.batch()));
        }
        Path file = folder.resolve(CHECKPOINT);
        String recipe = options + " pictures=" + pictures.size();
        TrainingState state =
                Files.exists(file)
                        ? TrainingState.read(file, recipe)
                        : TrainingState.start(
                                recipe, NetworkParameters.values(options.variant(), initial));
        return new Training(options, pictures, validation, file, state);
    }

    private static void requireClasses(Variant variant, List<String> labels) {
        if (variant.classes() != labels.size()) {
            throw new IllegalArgumentException(
                    "a network of %d classes does not fit pictures of %d: %s"
                            .formatted(variant.classes(), labels.size(), labels));
        }
    }

    /** Epochs that are done. */
    public int epoch() {
        return state.epoch();
    }

    /**
     * Trains to the end. An interrupt ends it early, with a checkpoint written.
     *
     * @throws IOException if a checkpoint cannot be written
     */
    public void run(TrainingListener listener)
            throws IOException, InterruptedException, ExecutionException {
        while (state.epoch() < options.epochs()) {
            EpochFigures figures = epoch(listener);
            write();
            listener.epochEnded(figures);
        }
    }

    private EpochFigures epoch(TrainingListener listener)
            throws IOException, InterruptedException, ExecutionException {
        int epoch = state.epoch();
        int end = pictures.size() - pictures.size() % options.batch();
        int first = state.nextPicture();
        long start = System.nanoTime();
        double loss = 0;
        int hits = 0;
        queue.start(epoch, first, pictures.size());
        for (int at = first; at < end; at += options.batch()) {
            List<Batch> batches = queue.take();
            Replica.Result result = step(batches, epoch + (double) at / end);
            queue.release(batches);
            state.moveTo(epoch, at + options.batch());
            loss += result.loss() * options.batch();
            hits += result.hits();
            listener.stepped(epoch, at + options.batch(), result.loss());
            writeWhenDue();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        state.moveTo(epoch + 1, 0);
        int images = Math.max(1, end - first);
        return new EpochFigures(
                epoch + 1,
                options.imageSize(epoch),
                options.learningRate(epoch + 1),
                loss / images,
                (double) hits / images,
                images / seconds,
                validate(epoch + 1));
    }

    private Replica.Result step(List<Batch> batches, double progress)
            throws InterruptedException, ExecutionException {
        List<Callable<Replica.Result>> tasks = new ArrayList<>();
        double loss = 0;
        int hits = 0;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            for (int i = 0; i < replicas.size(); i++) {
                Replica replica = replicas.get(i);
                Batch batch = batches.get(i);
                SplittableRandom random =
                        new SplittableRandom(options.seed() + 7919 * state.steps() + i);
                replica.load(state.weights());
                tasks.add(() -> replica.learn(batch, collector, random));
            }
            for (Future<Replica.Result> task : threads.invokeAll(tasks)) {
                loss += task.get().loss() / replicas.size();
                hits += task.get().hits();
            }
        }
        update(progress);
        return new Replica.Result(loss, hits);
    }

    private void update(double progress) {
        Arrays.fill(gradients, 0);
        float share = 1f / replicas.size();
        clearStatistics();
        for (Replica replica : replicas) {
            replica.addGradients(gradients, share);
            replica.addStatistics(state.weights(), share);
        }
        optimizer.step(gradients, options.learningRate(progress));
    }

    /** Running statistics become the mean of what the replicas have. */
    private void clearStatistics() {
        int start = 0;
        for (var entry : NetworkParameters.entries(options.variant())) {
            int end = start + Math.toIntExact(entry.size());
            if (entry.parameters() == 0) {
                Arrays.fill(state.weights(), start, end, 0);
            }
            start = end;
        }
    }

    private Double validate(int epoch) throws InterruptedException, ExecutionException {
        boolean due = epoch % options.validationInterval() == 0 || epoch == options.epochs();
        if (validation == null || !due) {
            return null;
        }
        return new Validation(validation, options.variant())
                .accuracy(state.average(), threads, replicas.size());
    }

    private void writeWhenDue() throws IOException {
        long due = options.checkpointInterval().toNanos();
        if (System.nanoTime() - lastCheckpoint >= due) {
            write();
        }
    }

    private void write() throws IOException {
        state.write(checkpoint);
        lastCheckpoint = System.nanoTime();
    }

    /** The averaged weights, which are what a training is for. */
    public Weights weights() {
        return NetworkParameters.weights(options.variant(), state.average());
    }

    @Override
    public void close() {
        queue.close();
        threads.shutdownNow();
        replicas.forEach(Replica::close);
    }
}

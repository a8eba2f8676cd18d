package io.framewatch.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Classifies images with one model.
 *
 * <p>Every thread that classifies opens a classifier of its own: those of the same model share its
 * ONNX Runtime sessions, which compute on the calling thread alone and are closed with the last of
 * them.
 */
public final class Classifier implements AutoCloseable {

    private final SharedSession shared;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Classifier(SharedSession shared) {
        this.shared = shared;
    }

    /** Opens the model of a folder with {@link ClassifierOptions#DEFAULT}. */
    public static Classifier open(ModelFiles files) throws IOException, InvalidModelException {
        return open(files, ClassifierOptions.DEFAULT);
    }

    /**
     * Opens the model of a folder. Those who open it with other options do not share its sessions.
     *
     * @throws IOException if the files cannot be read
     * @throws InvalidModelException if they are no model that can be run
     */
    public static Classifier open(ModelFiles files, ClassifierOptions options)
            throws IOException, InvalidModelException {
        return new Classifier(SharedSession.acquire(files, options));
    }

    /** What the model says about itself. */
    public ModelManifest manifest() {
        return shared.manifest();
    }

    /**
     * How the model runs: {@code tuned for batches of [1, 4, 8]}, or {@code as it is stored} and
     * why.
     */
    public String form() {
        return shared.form();
    }

    /**
     * Makes an empty batch for this model; the caller closes it.
     *
     * @param capacity most images in the batch, at least 1
     */
    public ImageBatch newBatch(int capacity) {
        return new ImageBatch(manifest(), capacity);
    }

    /**
     * Classifies the images of a batch, which stays as it is.
     *
     * @param batch a batch of this model with at least one image
     * @param top best labels for each image; a model with fewer labels gives all it has
     * @param always labels whose scores are given even if they are not among the best, by their
     *     {@link ModelManifest#indexesOf indexes}
     * @return for each image in order its labels, best first, equal ones in the model's order
     * @throws IllegalStateException if the runtime fails, the model gives a logit that is not a
     *     number, or this classifier is closed
     */
    public List<List<Score>> classify(ImageBatch batch, int top, int... always) {
        infer(batch);
        return scores(batch, top, always);
    }

    /**
     * Runs the model over the images of a batch: the first half of {@link #classify}, for those who
     * measure the two apart.
     *
     * @param batch a batch of this model with at least one image; it keeps the logits
     * @throws IllegalStateException if the runtime fails or this classifier is closed
     */
    public void infer(ImageBatch batch) {
        if (!open.get()) {
            throw new IllegalStateException(
                    "classifier of model " + manifest().title() + " is closed");
        }
        if (batch.manifest() != manifest() || batch.size() == 0) {
            throw new IllegalArgumentException(
                    "batch of %d images for model %s must have images and be made by model %s"
                            .formatted(batch.size(), batch.manifest().title(), manifest().title()));
        }
        inference().run(batch.pixels(), batch.size(), batch.logits());
    }

    /**
     * Scores the labels by the logits of {@link #infer}: the second half of {@link #classify},
     * whose parameters, result and errors are the same.
     */
    public List<List<Score>> scores(ImageBatch batch, int top, int... always) {
        List<List<Score>> results = new ArrayList<>(batch.size());
        for (int image = 0; image < batch.size(); image++) {
            results.add(TopScores.of(batch.logits(image), manifest(), top, always));
        }
        return results;
    }

    Inference inference() {
        return shared.inference();
    }

    /** Gives the sessions back; the last classifier of the model closes it. Idempotent. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            shared.release();
        }
    }
}

package io.framewatch.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Classifies images with one model.
 *
 * <p>Every thread opens a classifier of its own. Classifiers of the same model share its ONNX
 * Runtime sessions. A session computes on the calling thread alone. The last classifier closes the
 * sessions.
 */
public final class Classifier implements AutoCloseable {

    private final SharedSession shared;
    private final TopScores scores;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Classifier(SharedSession shared) {
        this.shared = shared;
        this.scores = new TopScores("model " + manifest().title(), manifest().labels());
    }

    /** Opens the model of a folder with {@link ClassifierOptions#DEFAULT}. */
    public static Classifier open(ModelFiles files) throws IOException, InvalidModelException {
        return open(files, ClassifierOptions.DEFAULT);
    }

    /**
     * Opens the model of a folder. Classifiers with other options do not share its sessions.
     *
     * @throws IOException if the files cannot be read
     * @throws InvalidModelException if the model cannot be run
     */
    public static Classifier open(ModelFiles files, ClassifierOptions options)
            throws IOException, InvalidModelException {
        return new Classifier(SharedSession.acquire(files, options));
    }

    /** The model's manifest. */
    public ModelManifest manifest() {
        return shared.manifest();
    }

    /**
     * How the model runs: {@code on kernels for} and the instructions, {@code tuned for batches of}
     * and the sizes, or {@code as it is stored}, and why it does not run in a faster form.
     */
    public String description() {
        return shared.opened().description();
    }

    /** The form in which the model runs. */
    public ModelForm form() {
        return shared.opened().form();
    }

    /** The digest of the model's files, see {@link ModelDigest}. */
    public String sha256() {
        return shared.sha256();
    }

    /** Number of values of an embedding; 0 if the model gives none of a fixed length. */
    public int embeddingLength() {
        return inference().embeddingLength();
    }

    /**
     * Makes an empty batch for this model; the caller closes it.
     *
     * @param capacity most images in the batch, at least 1
     */
    public ImageBatch newBatch(int capacity) {
        return new ImageBatch(manifest(), capacity, embeddingLength());
    }

    /**
     * Classifies the images of a batch. The batch does not change.
     *
     * @param batch a batch of this model with at least one image
     * @param top number of best labels for each image; a model with fewer labels gives all it has
     * @param always {@link ModelManifest#indexesOf indexes} of labels that are always in the result
     * @return the labels of each image in order, best first, equal scores in the model's order
     * @throws IllegalStateException if the runtime fails, the model gives a logit that is not a
     *     number, or this classifier is closed
     */
    public List<List<Score>> classify(ImageBatch batch, int top, int... always) {
        infer(batch);
        return scores(batch, top, always);
    }

    /**
     * Runs the model over the images of a batch: the first half of {@link #classify}, for callers
     * that measure the halves separately.
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
        inference().run(batch.pixels(), batch.size(), batch.outputs());
    }

    /**
     * Computes scores from the logits of {@link #infer}: the second half of {@link #classify}, with
     * the same parameters, result and errors.
     */
    public List<List<Score>> scores(ImageBatch batch, int top, int... always) {
        List<List<Score>> results = new ArrayList<>(batch.size());
        for (int image = 0; image < batch.size(); image++) {
            results.add(scores.of(batch.logits(image), top, always));
        }
        return results;
    }

    Inference inference() {
        return shared.inference();
    }

    /** Releases the sessions; the last classifier of the model closes them. Idempotent. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            shared.release();
        }
    }
}

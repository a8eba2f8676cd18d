package io.framewatch.benchmark;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelInput;
import io.framewatch.classify.UndecodableImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * A model as the Flink job runs it, from tensor to logits, but with its float graph, because the
 * traced graph does not normalise either. Not thread-safe.
 */
final class ServedModel implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Classifier classifier;

    private ServedModel(Classifier classifier) {
        this.classifier = classifier;
    }

    static ServedModel open(Path folder, int largestBatch, boolean tuned)
            throws IOException, InvalidModelException {
        return new ServedModel(
                Classifier.open(
                        new FloatModelFiles(folder), new ClassifierOptions(largestBatch, tuned)));
    }

    /** How the model runs. */
    String form() {
        return classifier.form();
    }

    /** A batch of noise; the caller closes it. */
    ImageBatch noise(int size) throws UndecodableImageException {
        ModelInput input = classifier.manifest().input();
        ImageBatch batch = classifier.newBatch(size);
        byte[] rgb = new byte[input.width() * input.height() * CHANNELS];
        Random random = new Random(1);
        while (!batch.isFull()) {
            random.nextBytes(rgb);
            batch.addRgb(rgb);
        }
        return batch;
    }

    /** Computes the logits of a batch. */
    void infer(ImageBatch batch) {
        classifier.infer(batch);
    }

    @Override
    public void close() {
        classifier.close();
    }
}

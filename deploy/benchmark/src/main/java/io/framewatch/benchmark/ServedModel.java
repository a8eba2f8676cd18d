package io.framewatch.benchmark;

import io.framewatch.benchmark.Turns.Call;
import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelForm;
import io.framewatch.classify.ModelInput;
import io.framewatch.classify.UndecodableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A model as the Flink job runs it, from tensor to logits. Not thread-safe, but its calls are. */
final class ServedModel implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Classifier classifier;
    private final List<ImageBatch> batches = new ArrayList<>();

    private ServedModel(Classifier classifier) {
        this.classifier = classifier;
    }

    static ServedModel open(ModelFiles files, ClassifierOptions options)
            throws IOException, InvalidModelException {
        return new ServedModel(Classifier.open(files, options));
    }

    /** The form in which the model runs. */
    ModelForm form() {
        return classifier.form();
    }

    /** How the model runs, and why. */
    String description() {
        return classifier.description();
    }

    /**
     * A call that computes the logits of a batch of noise, for one thread at a time. It may be used
     * until the model is closed.
     */
    Call call(int size) throws UndecodableImageException {
        ModelInput input = classifier.manifest().input();
        ImageBatch batch = classifier.newBatch(size);
        batches.add(batch);
        byte[] rgb = new byte[input.width() * input.height() * CHANNELS];
        Random random = new Random(1);
        while (!batch.isFull()) {
            random.nextBytes(rgb);
            batch.addRgb(rgb);
        }
        return () -> classifier.infer(batch);
    }

    @Override
    public void close() {
        batches.forEach(ImageBatch::close);
        classifier.close();
    }
}

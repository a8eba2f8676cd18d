package io.framewatch.cli.teach;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.event.Frame;
import io.framewatch.training.head.ClassRecall;
import io.framewatch.training.head.Example;
import io.framewatch.training.head.LabelledSet;
import io.framewatch.training.head.Thumbnail;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Computes the embeddings of pictures with a model. Not thread-safe. */
final class Embedder implements AutoCloseable {

    private static final int BATCH = 8;
    private static final int TOP = 1;

    private final Classifier model;
    private final ImageBatch batch;

    /** Frame and thumbnail of each image in the batch. */
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(TimedFrame frame, Thumbnail thumbnail) {}

    /**
     * Takes a model, which is closed with this object.
     *
     * @throws CommandException if the model gives no embedding
     */
    Embedder(Classifier model) throws CommandException {
        if (model.embeddingLength() == 0) {
            model.close();
            throw new CommandException(
                    "model %s gives no embedding of a fixed length: its manifest must name one"
                            .formatted(model.manifest().name()));
        }
        this.model = model;
        this.batch = model.newBatch(BATCH);
        batch.wantEmbeddings(true);
    }

    /**
     * Computes the examples of a class; pictures that cannot be decoded are left out.
     *
     * @param problems receives one line for each picture that is left out
     */
    LabelledSet embed(String label, List<TimedFrame> frames, Consumer<String> problems) {
        List<Example> examples = new ArrayList<>();
        for (TimedFrame frame : frames) {
            try {
                Thumbnail thumbnail = thumbnail(frame.frame());
                add(frame.frame());
                pending.add(new Pending(frame, thumbnail));
            } catch (UndecodableImageException | IOException e) {
                problems.accept("%s: %s".formatted(frame.frame().id(), e.getMessage()));
            }
            if (batch.isFull()) {
                compute(examples);
            }
        }
        compute(examples);
        return new LabelledSet(label, examples);
    }

    /**
     * Measures a head on examples of this model.
     *
     * @throws IllegalArgumentException if the head was trained on another model
     */
    ClassRecall recall(Head head, LabelledSet set) {
        HeadLayer layer = layer(head);
        return ClassRecall.measure(
                set, embedding -> layer.scores(FloatBuffer.wrap(embedding)).get(0).label());
    }

    @Override
    public void close() {
        batch.close();
        model.close();
    }

    private HeadLayer layer(Head head) {
        try {
            return HeadLayer.of(head, model);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Thumbnail thumbnail(Frame frame) throws IOException {
        return switch (frame.image().encoding()) {
            case JPEG -> Thumbnail.ofJpeg(frame.image().bytes());
            case RGB -> Thumbnail.ofRgb(frame.image().bytes());
        };
    }

    private void add(Frame frame) throws UndecodableImageException {
        switch (frame.image().encoding()) {
            case JPEG -> batch.addJpeg(frame.image().bytes());
            case RGB -> batch.addRgb(frame.image().bytes());
        }
    }

    private void compute(List<Example> examples) {
        if (batch.size() == 0) {
            return;
        }
        model.classify(batch, TOP);
        for (int image = 0; image < batch.size(); image++) {
            float[] embedding = new float[model.embeddingLength()];
            batch.embedding(image).get(embedding);
            Pending frame = pending.get(image);
            examples.add(new Example(embedding, frame.thumbnail(), frame.frame().taken()));
        }
        batch.clear();
        pending.clear();
    }
}

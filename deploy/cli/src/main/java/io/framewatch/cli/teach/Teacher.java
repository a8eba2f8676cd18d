package io.framewatch.cli.teach;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.event.Frame;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks at pictures with a model. Not thread-safe. */
final class Teacher implements AutoCloseable {

    private static final int BATCH = 8;
    private static final int TOP = 1;

    private final Classifier model;
    private final ImageBatch batch;

    /**
     * Takes a model, which is closed with this object.
     *
     * @throws CommandException if the model gives no embedding
     */
    Teacher(Classifier model) throws CommandException {
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
     * Makes a lesson of pictures; those that cannot be decoded are left out.
     *
     * @param problems receives one line for each picture that is left out
     */
    Lesson look(String label, List<Picture> pictures, Consumer<String> problems) {
        List<Picture> good = new ArrayList<>();
        List<Thumbnail> thumbnails = new ArrayList<>();
        List<float[]> embeddings = new ArrayList<>();
        for (Picture picture : pictures) {
            try {
                Thumbnail thumbnail = Thumbnail.of(picture.frame());
                add(picture.frame());
                thumbnails.add(thumbnail);
                good.add(picture);
            } catch (UndecodableImageException | CommandException e) {
                problems.accept("%s: %s".formatted(picture.frame().id(), e.getMessage()));
            }
            if (batch.isFull()) {
                classify(embeddings);
            }
        }
        classify(embeddings);
        return new Lesson(label, good, thumbnails, embeddings);
    }

    /**
     * How many pictures of a lesson a head tells right.
     *
     * @throws IllegalArgumentException if the head was taught on another model
     */
    int recognised(Head head, Lesson lesson) {
        HeadLayer layer = layer(head);
        return (int)
                lesson.embeddings().stream()
                        .map(embedding -> layer.scores(FloatBuffer.wrap(embedding)).get(0).label())
                        .filter(lesson.label()::equals)
                        .count();
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

    private void add(Frame frame) throws UndecodableImageException {
        switch (frame.encoding()) {
            case JPEG -> batch.addJpeg(frame.image());
            case RGB -> batch.addRgb(frame.image());
        }
    }

    private void classify(List<float[]> embeddings) {
        if (batch.size() == 0) {
            return;
        }
        model.classify(batch, TOP);
        for (int image = 0; image < batch.size(); image++) {
            float[] embedding = new float[model.embeddingLength()];
            batch.embedding(image).get(embedding);
            embeddings.add(embedding);
        }
        batch.clear();
    }
}

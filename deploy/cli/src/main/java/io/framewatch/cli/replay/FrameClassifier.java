package io.framewatch.cli.replay;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import io.framewatch.topic.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Classifies retained frames again, as the job does: the same decoder, model and scores, in batches
 * that may be others than the job's. Not thread-safe.
 */
public final class FrameClassifier implements AutoCloseable {

    static final int BATCH = 8;

    private final Classifier model;
    private final ImageBatch images;
    private final Wanted wanted;
    private final Consumer<Classification> out;
    private final List<TopicRecord<Frame>> pending = new ArrayList<>();

    /**
     * What results have.
     *
     * @param top number of best labels
     * @param labels labels that they have in any case, if the model has them
     * @param heads the heads of cameras, on the same model
     */
    public record Wanted(int top, List<String> labels, Map<CameraId, List<HeadLayer>> heads) {

        public Wanted {
            labels = List.copyOf(labels);
            heads = Map.copyOf(heads);
        }
    }

    /**
     * @param model is closed with this object
     * @param out takes the results in the order of the frames
     */
    public FrameClassifier(Classifier model, Wanted wanted, Consumer<Classification> out) {
        this.model = model;
        this.wanted = wanted;
        this.out = out;
        this.images = model.newBatch(BATCH);
        images.wantEmbeddings(!wanted.heads().isEmpty());
    }

    /** Takes a frame; results come when the batch is full, or with {@link #flush}. */
    public void add(TopicRecord<Frame> record) throws UndecodableImageException {
        Frame.Image image = record.value().image();
        switch (image.encoding()) {
            case JPEG -> images.addJpeg(image.bytes());
            case RGB -> images.addRgb(image.bytes());
        }
        pending.add(record);
        if (images.isFull()) {
            flush();
        }
    }

    /** Classifies the frames that were added and have no result yet. */
    public void flush() {
        if (pending.isEmpty()) {
            return;
        }
        int[] always =
                model.manifest()
                        .indexesOf(
                                wanted.labels().stream()
                                        .filter(model.manifest().labels()::contains)
                                        .distinct()
                                        .toList());
        List<List<Score>> scores = model.classify(images, wanted.top(), always);
        for (int i = 0; i < pending.size(); i++) {
            out.accept(result(i, scores.get(i)));
        }
        images.clear();
        pending.clear();
    }

    @Override
    public void close() {
        images.close();
        model.close();
    }

    /** The result of a frame that nobody has looked at. */
    public static Classification unscored(TopicRecord<Frame> record, Classification.Model model) {
        return result(record, model, Classification.Scores.of(List.of()));
    }

    private Classification result(int image, List<Score> scores) {
        TopicRecord<Frame> record = pending.get(image);
        Frame frame = record.value();
        List<HeadResult> heads =
                wanted.heads().getOrDefault(frame.id().camera(), List.of()).stream()
                        .map(layer -> result(layer, image))
                        .toList();
        return result(
                record,
                new Classification.Model(
                        model.manifest().name(), model.manifest().version(), model.sha256()),
                new Classification.Scores(labelScores(scores), heads));
    }

    private static Classification result(
            TopicRecord<Frame> record, Classification.Model model, Classification.Scores scores) {
        Frame frame = record.value();
        return new Classification(
                frame.id().camera(),
                new FrameLocation(frame.id(), record.topic(), record.partition(), record.offset()),
                frame.times(),
                model,
                scores,
                new Timing(frame.captureTime(), 0, 0, 0, 1, frame.captureTime()));
    }

    private HeadResult result(HeadLayer layer, int image) {
        return new HeadResult(
                layer.head().name(),
                layer.head().version(),
                labelScores(layer.scores(images.embedding(image))));
    }

    private static List<LabelScore> labelScores(List<Score> scores) {
        return scores.stream()
                .map(score -> new LabelScore(score.label(), score.probability()))
                .toList();
    }
}

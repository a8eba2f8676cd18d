package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelInput;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Frames that are classified together: their pixels in the model's input, and what each result
 * needs. Keeps no reference to a record. Not thread-safe.
 */
final class MicroBatch implements AutoCloseable {

    private final Classifier classifier;
    private final CameraHeads heads;
    private final ImageBatch images;
    private final int top;
    private final int[] always;
    private final ProcessingTimeService clock;
    private final InferenceMetrics metrics;
    private final List<PendingFrame> pending = new ArrayList<>();

    /**
     * Makes an empty batch; the model stays the caller's.
     *
     * @param labels whose scores every result has, as far as the model has them
     */
    MicroBatch(
            LoadedModel model,
            InferenceOptions options,
            RuleLabels labels,
            ProcessingTimeService clock,
            InferenceMetrics metrics) {
        this.classifier = model.classifier();
        this.heads = model.heads();
        this.top = options.labels().top();
        this.always = labels.indexesIn(classifier.manifest());
        this.images = classifier.newBatch(options.batching().maxBatch());
        this.clock = clock;
        this.metrics = metrics;
        metrics.serves(model.name() + " " + model.version());
    }

    /**
     * Decodes a frame and adds it; on failure the batch is as before.
     *
     * @param frame the frame of the record
     * @param timestamp event time of the record, milliseconds since the epoch
     * @throws UndecodableImageException if the image is not one that the model takes
     */
    void add(ReceivedRecord record, Frame frame, long timestamp) throws UndecodableImageException {
        Instant received = now();
        long start = System.nanoTime();
        addImage(frame);
        long queuedAt = System.nanoTime();
        long decodeNanos = images.decodeNanos();
        metrics.added(micros(decodeNanos), micros(queuedAt - start - decodeNanos));
        pending.add(
                new PendingFrame(
                        record.location(frame.id()),
                        frame.times(),
                        timestamp,
                        received,
                        micros(decodeNanos),
                        queuedAt));
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    boolean isFull() {
        return images.isFull();
    }

    int size() {
        return pending.size();
    }

    /**
     * Classifies all frames and empties the batch.
     *
     * @return the results in the order in which the frames were added, with their timestamps
     * @throws IllegalStateException if the runtime or the model fails
     */
    List<StreamRecord<Classification>> classify() {
        long start = System.nanoTime();
        images.wantEmbeddings(pending.stream().anyMatch(frame -> heads.has(frame.camera())));
        classifier.infer(images);
        long inferred = System.nanoTime();
        List<StreamRecord<Classification>> results = results(start, micros(inferred - start));
        metrics.classified(
                pending.size(), micros(inferred - start), micros(System.nanoTime() - inferred));
        images.clear();
        pending.clear();
        return results;
    }

    @Override
    public void close() {
        images.close();
    }

    private void addImage(Frame frame) throws UndecodableImageException {
        ModelInput input = classifier.manifest().input();
        Frame.Image image = frame.image();
        if (image.width() != input.width() || image.height() != input.height()) {
            throw new UndecodableImageException(
                    "frame %s is %dx%d: must be %dx%d"
                            .formatted(
                                    frame.id(),
                                    image.width(),
                                    image.height(),
                                    input.width(),
                                    input.height()));
        }
        switch (image.encoding()) {
            case JPEG -> images.addJpeg(image.bytes());
            case RGB -> images.addRgb(image.bytes());
        }
    }

    private List<StreamRecord<Classification>> results(long start, long inferenceMicros) {
        List<List<Score>> scores = classifier.scores(images, top, always);
        Instant completed = now();
        List<StreamRecord<Classification>> results = new ArrayList<>(pending.size());
        for (int i = 0; i < pending.size(); i++) {
            PendingFrame frame = pending.get(i);
            Timing timing =
                    new Timing(
                            frame.received(),
                            frame.decodeMicros(),
                            micros(start - frame.queuedAt()),
                            inferenceMicros,
                            pending.size(),
                            completed);
            metrics.answered(
                    timing.queueMicros(),
                    Duration.between(frame.times().captureTime(), completed).toMillis());
            results.add(new StreamRecord<>(result(i, scores.get(i), timing), frame.timestamp()));
        }
        return results;
    }

    private Classification result(int image, List<Score> scores, Timing timing) {
        PendingFrame frame = pending.get(image);
        ModelManifest model = classifier.manifest();
        return new Classification(
                frame.camera(),
                frame.location(),
                frame.times(),
                new Classification.Model(model.name(), model.version(), classifier.sha256()),
                new Classification.Scores(
                        CameraHeads.labelScores(scores),
                        heads.results(frame.camera(), images, image)),
                timing);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.getCurrentProcessingTime());
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}

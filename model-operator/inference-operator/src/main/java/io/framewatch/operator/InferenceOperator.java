package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.DEAD_LETTERS;
import static io.framewatch.operator.InferenceOperatorFactory.SHED;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.event.Evidence;
import io.framewatch.event.ShedFrame;
import io.framewatch.frame.Frame;
import io.framewatch.frame.MalformedFrameException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.IOUtils;

/**
 * Collects frames and classifies them together.
 *
 * <p>A batch is classified as soon as it is full, its first frame has waited for the maximum delay,
 * or something passes that its results must not follow: a checkpoint barrier, a watermark, a change
 * to idle, the end of the input. So results keep the order of the frames, are never late because of
 * the batch, and there is nothing to put into state. A record that is no classifiable frame goes to
 * a side output, whatever happens to the others, and so does a frame past its deadline; an error of
 * the model fails the task, and the frames come again after the restart.
 */
final class InferenceOperator extends AbstractStreamOperator<Classification>
        implements OneInputStreamOperator<FrameRecord, Classification>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final InferenceOptions options;
    private final long maxAgeMillis;

    private transient InferenceMetrics inferenceMetrics;
    private transient Classifier classifier;
    private transient MicroBatch batch;
    private transient long batchNumber;

    InferenceOperator(
            StreamOperatorParameters<Classification> parameters, InferenceOptions options) {
        super(parameters);
        this.options = options;
        this.maxAgeMillis = options.maxAge() == null ? Long.MAX_VALUE : options.maxAge().toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        inferenceMetrics = new InferenceMetrics(getMetricGroup());
        classifier = openClassifier();
        batch = new MicroBatch(classifier, options, getProcessingTimeService(), inferenceMetrics);
        ModelManifest model = classifier.manifest();
        LOG.info("Classifying with model {} {}", model.name(), model.version());
        if (!model.trained()) {
            LOG.warn("Model {} is untrained: its scores mean nothing", model.name());
        }
    }

    @Override
    public void processElement(StreamRecord<FrameRecord> element) {
        inferenceMetrics.received();
        try {
            Frame frame = element.getValue().toFrame();
            long ageMillis = ageMillis(frame);
            if (ageMillis > maxAgeMillis) {
                shed(element, frame, ageMillis);
            } else {
                enqueue(element, frame);
            }
        } catch (MalformedFrameException e) {
            refuse(element, Stage.RECORD, e);
        } catch (UndecodableImageException e) {
            refuse(element, Stage.IMAGE, e);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput() {
        flush();
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(batch, classifier, super::close);
    }

    private void enqueue(StreamRecord<FrameRecord> element, Frame frame)
            throws UndecodableImageException {
        batch.add(element.getValue(), frame, element.getTimestamp());
        if (batch.isFull()) {
            flush();
        } else if (batch.size() == 1) {
            flushAfterMaxDelay();
        }
    }

    private void flushAfterMaxDelay() {
        long number = batchNumber;
        long time =
                getProcessingTimeService().getCurrentProcessingTime()
                        + options.maxDelay().toMillis();
        ScheduledFuture<?> unused =
                getProcessingTimeService()
                        .registerTimer(
                                time,
                                now -> {
                                    if (number == batchNumber) {
                                        flush();
                                    }
                                });
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        batchNumber++;
        List<StreamRecord<Classification>> results = batch.classify();
        results.forEach(output::collect);
    }

    private void refuse(StreamRecord<FrameRecord> element, Stage stage, Exception reason) {
        inferenceMetrics.refused(stage);
        output.collect(
                DEAD_LETTERS,
                new StreamRecord<>(
                        element.getValue().toDeadLetter(stage, reason), element.getTimestamp()));
    }

    private void shed(StreamRecord<FrameRecord> element, Frame frame, long ageMillis) {
        String camera = frame.id().cameraId();
        inferenceMetrics.shed(camera);
        Evidence evidence = element.getValue().evidence(frame);
        output.collect(
                SHED,
                new StreamRecord<>(
                        new ShedFrame(camera, evidence, frame.captureTime(), ageMillis),
                        element.getTimestamp()));
    }

    private long ageMillis(Frame frame) {
        return getProcessingTimeService().getCurrentProcessingTime()
                - frame.captureTime().toEpochMilli();
    }

    private Classifier openClassifier() throws IOException {
        String uri = options.modelUri();
        try {
            return Classifier.open(
                    new ModelFolderFiles(uri),
                    new ClassifierOptions(options.maxBatch(), options.tuned()));
        } catch (IOException e) {
            throw new IOException("model '" + uri + "' cannot be read: " + e.getMessage(), e);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException(
                    "model '" + uri + "' cannot be used: " + e.getMessage(), e);
        }
    }
}

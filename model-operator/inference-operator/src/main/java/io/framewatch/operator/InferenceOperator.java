package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.DEAD_LETTERS;
import static io.framewatch.operator.InferenceOperatorFactory.MODEL_AGREEMENTS;
import static io.framewatch.operator.InferenceOperatorFactory.MODEL_STATUS;
import static io.framewatch.operator.InferenceOperatorFactory.SHED;

import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.event.Deployment;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Collects frames into batches and classifies them with the model that was announced last.
 * Announcements arrive in the task's mailbox, between two frames.
 *
 * <p>A batch is classified as soon as it is full, its first frame has waited for the maximum delay,
 * or something passes that its results must not follow: a checkpoint barrier, a watermark, a change
 * to idle, the end of the input, another model. So results keep the order of the frames, a batch
 * never makes them late, and no frame is ever part of the state. Results that are late already may
 * wait for those of the next batches, see {@link HeldResults}. A record that cannot be classified
 * goes to a side output, and so does a frame past its deadline; the others of its batch go on. An
 * error of the active model fails the task, and the frames come again after the restart.
 */
final class InferenceOperator extends AbstractStreamOperator<Classification>
        implements OneInputStreamOperator<ReceivedRecord, Classification>,
                BoundedOneInput,
                Deployments.Follower,
                ServedModels.Listener {

    private static final long serialVersionUID = 1L;

    private static final Duration AGREEMENT_INTERVAL = Duration.ofSeconds(10);

    private final InferenceOptions options;
    private final long maxAgeMillis;
    private final Deployments deployments;
    private final SerializableSupplier<CaptureTimeLimits> captureTimes;
    private final transient MailboxExecutor mailbox;

    private transient InferenceMetrics inferenceMetrics;
    private transient RuleLabels labels;
    private transient Announcements announcements;
    private transient ServedModels models;
    private transient Deployments.Reading reading;
    private transient CaptureTimeLimits captureTimeLimits;
    private transient MicroBatch batch;
    private transient BatchDelay delay;
    private transient Timeout batchTimeout;
    private transient HeldResults held;
    private transient Timeout heldTimeout;
    private transient Task self;

    InferenceOperator(
            StreamOperatorParameters<Classification> parameters,
            InferenceOptions options,
            Deployments deployments,
            SerializableSupplier<CaptureTimeLimits> captureTimes) {
        super(parameters);
        this.options = options;
        this.maxAgeMillis = options.maxAge() == null ? Long.MAX_VALUE : options.maxAge().toMillis();
        this.deployments = deployments;
        this.captureTimes = captureTimes;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        announcements = new Announcements(context.getOperatorStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        inferenceMetrics = new InferenceMetrics(getMetricGroup());
        captureTimeLimits = captureTimes.get();
        delay = new BatchDelay(options.batching().maxDelay());
        batchTimeout = new Timeout(getProcessingTimeService(), this::flush);
        held = new HeldResults();
        heldTimeout = new Timeout(getProcessingTimeService(), this::release);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        self = new Task(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
        labels = new RuleLabels(options.labels().watched(), deployments.watched());
        models =
                new ServedModels(
                        announcements,
                        new ModelLoader(options, labels),
                        new BackgroundLoads(mailbox, task.getTaskNameWithSubtasks()),
                        this,
                        options.batching().maxBatch());
        models.open();
        every(AGREEMENT_INTERVAL, this::emitAgreements);
        reading = deployments.follow(this);
    }

    @Override
    public void announced(long offset, Deployment deployment) {
        mail(() -> take(offset, deployment), "announced");
    }

    @Override
    public void watch(WatchedLabels watched) {
        mail(() -> take(watched), "labels of rules");
    }

    @Override
    public void failed(Exception reason) {
        mail(
                () -> {
                    throw new FlinkException("deployments cannot be read", reason);
                },
                "deployments failed");
    }

    /** A task that ends takes no more mail. */
    private void mail(ThrowingRunnable<? extends Exception> mail, String description) {
        try {
            mailbox.execute(mail, description);
        } catch (RejectedExecutionException e) {
            LOG.debug("The task has ended: {}", description);
        }
    }

    /** Takes an announcement, in the task's thread. */
    void take(long offset, Deployment deployment) throws Exception {
        models.announce(offset, deployment);
    }

    private void take(WatchedLabels watched) {
        if (labels.watch(watched)) {
            models.relabel(labels::missingIn);
        }
    }

    @Override
    public void processElement(StreamRecord<ReceivedRecord> element) {
        inferenceMetrics.received();
        try {
            Frame frame = FrameRecords.fromRecord(element.getValue());
            captureTimeLimits.check(frame.captureTime(), now());
            long ageMillis = ageMillis(frame);
            if (ageMillis > maxAgeMillis) {
                shed(element, frame, ageMillis);
            } else {
                enqueue(element, frame);
            }
        } catch (MalformedRecordException e) {
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
        emitAgreements();
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(reading, batch, models, super::close);
    }

    @Override
    public void switchTo(LoadedModel model) {
        if (batch != null) {
            inferenceMetrics.swapped();
        }
        batchFor(model);
        ModelManifest manifest = model.classifier().manifest();
        LOG.info("Classifying with model {} {}", manifest.name(), manifest.version());
        if (!manifest.trained()) {
            LOG.warn("Model {} is untrained: its scores mean nothing", manifest.name());
        }
    }

    @Override
    public void relabelled(LoadedModel model) {
        batchFor(model);
    }

    private void batchFor(LoadedModel model) {
        if (batch != null) {
            flush();
            batch.close();
        }
        batch =
                new MicroBatch(
                        model, options, labels, getProcessingTimeService(), inferenceMetrics);
        if (!model.missingLabels().isEmpty()) {
            LOG.warn(
                    "Model {} lacks labels {}: the rules on them wait",
                    model.name(),
                    model.missingLabels());
        }
    }

    @Override
    public void report(Subject subject, Outcome outcome) {
        if (outcome.state() == ModelState.REFUSED) {
            inferenceMetrics.refusedModel();
        }
        emit(MODEL_STATUS, new ModelStatus(subject, outcome, self, now()));
    }

    private void emitAgreements() {
        models.agreements().forEach(agreement -> emit(MODEL_AGREEMENTS, agreement));
    }

    private <T> void emit(OutputTag<T> tag, T value) {
        output.collect(tag, new StreamRecord<>(value, now().toEpochMilli()));
    }

    private void enqueue(StreamRecord<ReceivedRecord> element, Frame frame)
            throws UndecodableImageException {
        batch.add(element.getValue(), frame, element.getTimestamp());
        if (models.shadows().any()) {
            models.shadows().offer(frame, batch.size() - 1);
        }
        if (batch.isFull()) {
            classifyAndHold();
        } else if (batch.size() == 1) {
            batchTimeout.start(delay.left(nowMillis()));
        }
    }

    private void every(Duration interval, Runnable work) {
        ScheduledFuture<?> unused =
                getProcessingTimeService()
                        .registerTimer(
                                nowMillis() + interval.toMillis(),
                                now -> {
                                    work.run();
                                    every(interval, work);
                                });
    }

    private void flush() {
        classify();
        release();
    }

    private void classify() {
        if (batch.isEmpty()) {
            return;
        }
        batchTimeout.cancel();
        long since = nowMillis();
        List<StreamRecord<Classification>> results = batch.classify();
        held.add(results);
        if (models.shadows().any()) {
            models.shadows().compare(results.stream().map(StreamRecord::getValue).toList(), now());
        }
        delay.busy(since, nowMillis());
    }

    /** Fresh results go on at once. */
    private void classifyAndHold() {
        boolean first = held.isEmpty();
        classify();
        if (!held.areLate(now())) {
            release();
        } else if (first) {
            heldTimeout.start(HeldResults.WAIT);
        }
    }

    private void release() {
        heldTimeout.cancel();
        held.release().forEach(output::collect);
    }

    private void refuse(StreamRecord<ReceivedRecord> element, Stage stage, Exception reason) {
        inferenceMetrics.refused(stage);
        output.collect(
                DEAD_LETTERS,
                new StreamRecord<>(
                        DeadLetter.of(element.getValue(), stage, reason), element.getTimestamp()));
    }

    private void shed(StreamRecord<ReceivedRecord> element, Frame frame, long ageMillis) {
        CameraId camera = frame.id().camera();
        inferenceMetrics.shed(camera.value());
        FrameLocation location = element.getValue().location(frame.id());
        output.collect(
                SHED,
                new StreamRecord<>(
                        new ShedFrame(camera, location, frame.captureTime(), ageMillis),
                        element.getTimestamp()));
    }

    private long ageMillis(Frame frame) {
        return nowMillis() - frame.captureTime().toEpochMilli();
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMillis());
    }

    private long nowMillis() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}

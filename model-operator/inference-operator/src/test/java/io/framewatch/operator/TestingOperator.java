package io.framewatch.operator;

import io.framewatch.classify.ModelForm;
import io.framewatch.event.Classification;
import io.framewatch.event.Deployment;
import io.framewatch.event.ReceivedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operator in Flink's harness, with a clock that the test moves. */
final class TestingOperator implements AutoCloseable {

    static final int MAX_BATCH = 3;
    static final long MAX_DELAY = 20;

    /** All labels of {@link TestingModels}. */
    static final int TOP = 10;

    /** No announcements: the model of the options serves. */
    static final Deployments NO_DEPLOYMENTS = follower -> () -> {};

    private final OneInputStreamOperatorTestHarness<ReceivedRecord, Classification> harness;
    private long announced;

    TestingOperator(InferenceOptions options) throws Exception {
        this(options, CaptureTimeLimits.NONE);
    }

    /** An operator that starts from a checkpoint. */
    TestingOperator(InferenceOptions options, OperatorSubtaskState state) throws Exception {
        this(options, NO_DEPLOYMENTS, state);
    }

    /** An operator that takes frames of some capture times only. */
    TestingOperator(InferenceOptions options, CaptureTimeLimits captureTimes) throws Exception {
        this(options, NO_DEPLOYMENTS, captureTimes, null);
    }

    TestingOperator(InferenceOptions options, Deployments deployments, OperatorSubtaskState state)
            throws Exception {
        this(options, deployments, CaptureTimeLimits.NONE, state);
    }

    private TestingOperator(
            InferenceOptions options,
            Deployments deployments,
            CaptureTimeLimits captureTimes,
            OperatorSubtaskState state)
            throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new InferenceOperatorFactory(options, deployments, () -> captureTimes));
        harness.setup(
                TypeInformation.of(Classification.class)
                        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.initializeState(state);
        harness.open();
    }

    static InferenceOptions options(Path model) {
        return options(model, MAX_BATCH, TOP);
    }

    static InferenceOptions options(Path model, int maxBatch, int top, String... labels) {
        return new InferenceOptions(
                new ConfiguredModel(model.toUri().toString(), List.of()),
                new Batching(maxBatch, Duration.ofMillis(MAX_DELAY)),
                new ResultLabels(top, WatchedLabels.required(List.of(labels))),
                null,
                ModelForm.KERNELS,
                null);
    }

    /** The same options with heads. */
    static InferenceOptions withHeads(InferenceOptions options, String... heads) {
        return new InferenceOptions(
                new ConfiguredModel(options.model().uri(), List.of(heads)),
                options.batching(),
                options.labels(),
                options.maxAge(),
                options.fastestForm(),
                options.slowestBatch());
    }

    OneInputStreamOperatorTestHarness<ReceivedRecord, Classification> harness() {
        return harness;
    }

    /** Takes the frames with these sequence numbers. */
    void take(long... sequences) throws Exception {
        for (long sequence : sequences) {
            take(TestingFrames.jpeg(sequence));
        }
    }

    void take(ReceivedRecord record) throws Exception {
        take(new StreamRecord<>(record, record.timestamp()));
    }

    void take(StreamRecord<ReceivedRecord> element) throws Exception {
        harness.processElement(element);
    }

    /** All frames have been taken. */
    void endInput() throws Exception {
        harness.endInput();
    }

    void pass(Watermark watermark) throws Exception {
        harness.processWatermark(watermark);
    }

    void pass(WatermarkStatus status) throws Exception {
        harness.processWatermarkStatus(status);
    }

    /** Announces behind what was announced before. */
    void announce(Deployment deployment) throws Exception {
        announce(announced++, deployment);
    }

    /** Announces what lies at an offset of the models topic. */
    void announce(long offset, Deployment deployment) throws Exception {
        ((InferenceOperator) harness.getOneInputOperator()).take(offset, deployment);
    }

    /** Lets rules watch other labels. */
    void watch(WatchedLabels labels) throws Exception {
        ((InferenceOperator) harness.getOneInputOperator()).watch(labels);
        awaitMail();
    }

    /** Waits for the next mail, such as that a model was loaded, and lets the operator take it. */
    void awaitMail() throws Exception {
        harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }

    List<Classification> results() {
        return harness.extractOutputValues();
    }

    /** Sequence numbers of the results, in order. */
    List<Long> classified() {
        return results().stream()
                .map(result -> result.location().offset() - TestingFrames.offset(0))
                .toList();
    }

    /** What a side output has got so far, in order. */
    <T> List<StreamRecord<T>> sideOutput(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null ? List.of() : List.copyOf(records);
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new AssertionError("operator did not close", e);
        }
    }
}

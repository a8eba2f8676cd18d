package io.framewatch.operator;

import io.framewatch.event.Classification;
import io.framewatch.event.ModelDeployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.MultiInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operator in Flink's harness, with a clock that the test moves. */
final class TestingOperator implements AutoCloseable {

    static final int MAX_BATCH = 3;
    static final long MAX_DELAY = 20;

    /** All labels of {@link TestingModels}. */
    static final int TOP = 10;

    /** Places of the inputs in the harness. */
    private static final int FRAMES = InferenceOperatorFactory.FRAMES_INPUT - 1;

    private static final int DEPLOYMENTS = InferenceOperatorFactory.DEPLOYMENTS_INPUT - 1;

    private final Harness harness;

    TestingOperator(InferenceOptions options) throws Exception {
        this(options, null);
    }

    /** An operator that starts from a checkpoint. */
    TestingOperator(InferenceOptions options, OperatorSubtaskState state) throws Exception {
        harness = new Harness(new InferenceOperatorFactory(options));
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
                model.toUri().toString(),
                maxBatch,
                Duration.ofMillis(MAX_DELAY),
                top,
                List.of(labels));
    }

    MultiInputStreamOperatorTestHarness<Classification> harness() {
        return harness;
    }

    /** Takes the frames with these sequence numbers. */
    void take(long... sequences) throws Exception {
        for (long sequence : sequences) {
            take(TestingFrames.jpeg(sequence));
        }
    }

    void take(FrameRecord record) throws Exception {
        take(new StreamRecord<>(record, record.timestamp()));
    }

    void take(StreamRecord<FrameRecord> element) throws Exception {
        harness.processElement(FRAMES, element);
    }

    /** All frames have been taken. */
    void endInput() throws Exception {
        harness.endFrames();
    }

    void pass(Watermark watermark) throws Exception {
        harness.processWatermark(FRAMES, watermark);
    }

    void pass(WatermarkStatus status) throws Exception {
        harness.processWatermarkStatus(FRAMES, status);
    }

    void announce(ModelDeployment deployment) throws Exception {
        harness.processElement(DEPLOYMENTS, new StreamRecord<>(deployment));
    }

    /** Waits until a model was loaded, or refused, and lets the operator take notice. */
    void awaitArrival() throws Exception {
        harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }

    List<Classification> results() {
        return harness.extractOutputValues();
    }

    /** Sequence numbers of the results, in order. */
    List<Long> classified() {
        return results().stream()
                .map(result -> result.evidence().offset() - TestingFrames.offset(0))
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

    /** Flink's harness has no way to end one of several inputs. */
    @SuppressWarnings("try") // its close may throw anything
    private static final class Harness extends MultiInputStreamOperatorTestHarness<Classification> {

        private Harness(InferenceOperatorFactory factory) throws Exception {
            super(factory);
        }

        private void endFrames() throws Exception {
            ((BoundedMultiInput) operator).endInput(InferenceOperatorFactory.FRAMES_INPUT);
        }
    }
}

package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import io.framewatch.event.Timing;
import io.framewatch.operator.InferenceOperatorFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * In place of the inference operator: of five frames of a camera three are classified, one becomes
 * a dead letter, and one is shed. {@link #holdCheckpoints()} keeps the first subtask from the next
 * checkpoint for ever, so that the others get past one that never completes.
 */
final class TestingClassifier extends ProcessFunction<ReceivedRecord, Classification>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static volatile CountDownLatch passed;

    static SingleOutputStreamOperator<Classification> of(DataStream<ReceivedRecord> frames) {
        return frames.process(new TestingClassifier(), TypeInformation.of(Classification.class))
                .uid("classify");
    }

    /** Counts down when the second subtask has passed the next checkpoint. */
    static CountDownLatch holdCheckpoints() {
        passed = new CountDownLatch(1);
        return passed;
    }

    @Override
    public void processElement(
            ReceivedRecord frame, Context context, Collector<Classification> out) {
        FrameId id = id(frame);
        FrameLocation location = frame.location(id);
        Instant captured = Results.captureTime(Results.RUN, id.sequence());
        switch ((int) (id.sequence() % 5)) {
            case 3 ->
                    context.output(
                            InferenceOperatorFactory.DEAD_LETTERS,
                            new DeadLetter(frame, DeadLetter.Stage.IMAGE, "test", "none"));
            case 4 ->
                    context.output(
                            InferenceOperatorFactory.SHED,
                            new ShedFrame(id.camera(), location, captured, 1));
            default -> out.collect(result(location, captured));
        }
    }

    private static Classification result(FrameLocation location, Instant captured) {
        return new Classification(
                location.frame().camera(),
                location,
                FrameTimes.of(captured),
                new Classification.Model("test", "1", null),
                Classification.Scores.of(List.of(new LabelScore("car", 1))),
                new Timing(captured, 0, 0, 0, 1, captured));
    }

    private static FrameId id(ReceivedRecord frame) {
        String sequence =
                frame.headers().stream()
                        .filter(header -> header.name().equals("ce_sequence"))
                        .map(header -> new String(header.value(), UTF_8))
                        .findFirst()
                        .orElseThrow();
        CameraId camera = new CameraId(new String(frame.key(), UTF_8));
        return new FrameId(camera, Results.RUN, Long.parseLong(sequence));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws InterruptedException {
        if (passed == null) {
            return;
        }
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            new CountDownLatch(1).await();
        }
        passed.countDown();
    }
}

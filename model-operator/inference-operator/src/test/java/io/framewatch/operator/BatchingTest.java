package io.framewatch.operator;

import static io.framewatch.operator.TestingOperator.MAX_DELAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the operator classifies what it has collected. */
class BatchingTest {

    private static final long LATE = HeldResults.LATE.toMillis();
    private static final long WAIT = HeldResults.WAIT.toMillis();

    @TempDir private static Path models;

    private TestingOperator operator;

    @BeforeAll
    static void writeModel() throws Exception {
        TestingModels.writeUntrained(models.resolve("untrained"));
    }

    @BeforeEach
    void open() throws Exception {
        operator = new TestingOperator(TestingOperator.options(models.resolve("untrained")));
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void shouldClassifyWhenTheBatchIsFull() throws Exception {
        operator.take(0, 1);
        assertThat(operator.classified()).isEmpty();
        operator.take(2, 3);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldClassifyWhenTheFirstFrameHasWaitedForTheMaximumDelay() throws Exception {
        operator.take(0);
        operator.harness().setProcessingTime(MAX_DELAY - 1);
        operator.take(1);
        assertThat(operator.classified()).isEmpty();
        operator.harness().setProcessingTime(MAX_DELAY);

        assertThat(operator.classified()).containsExactly(0L, 1L);
    }

    @Test
    void shouldIgnoreTheTimerOfABatchThatIsGone() throws Exception {
        operator.take(0, 1, 2);
        operator.harness().setProcessingTime(MAX_DELAY / 2);
        operator.take(3);

        operator.harness().setProcessingTime(MAX_DELAY);
        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
        operator.harness().setProcessingTime(MAX_DELAY / 2 + MAX_DELAY);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void shouldClassifyBeforeAWatermarkPasses() throws Exception {
        operator.take(0, 1);
        Watermark watermark = new Watermark(TestingFrames.timestamp(1));

        operator.pass(watermark);
        operator.take(2);

        assertThat(operator.classified()).containsExactly(0L, 1L);
        assertThat(operator.harness().getOutput()).hasSize(3).last().isEqualTo(watermark);
    }

    @Test
    void shouldClassifyBeforeTheStreamBecomesIdle() throws Exception {
        operator.take(0);

        operator.pass(WatermarkStatus.IDLE);

        assertThat(operator.classified()).containsExactly(0L);
        assertThat(operator.harness().getOutput()).last().isEqualTo(WatermarkStatus.IDLE);
    }

    @Test
    void shouldClassifyBeforeTheBarrierAndHaveNoPixelsInState() throws Exception {
        long withoutFrames = operator.harness().snapshot(1, 1).getStateSize();
        operator.take(0, 1);

        operator.harness().prepareSnapshotPreBarrier(2);
        assertThat(operator.classified()).containsExactly(0L, 1L);
        OperatorSubtaskState state = operator.harness().snapshot(2, 2);

        assertThat(state.getStateSize()).isEqualTo(withoutFrames);
    }

    @Test
    void shouldHandOnFreshResultsAtOnce() throws Exception {
        operator.harness().setProcessingTime(TestingFrames.timestamp(2) + LATE - 1);
        operator.take(0, 1, 2);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldHandOnLateResultsTogether() throws Exception {
        long late = beLate();
        operator.take(0, 1, 2);
        operator.harness().setProcessingTime(late + WAIT - 1);
        operator.take(3, 4, 5);
        assertThat(operator.classified()).isEmpty();

        operator.harness().setProcessingTime(late + WAIT);
        assertThat(operator.classified()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldHandOnLateResultsBeforeFreshOnes() throws Exception {
        operator.harness().setProcessingTime(TestingFrames.timestamp(2) + LATE + 1);
        operator.take(0, 1, 2);
        operator.take(3, 4, 5);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldHandOnLateResultsBeforeAWatermarkPasses() throws Exception {
        beLate();
        operator.take(0, 1, 2);
        Watermark watermark = new Watermark(TestingFrames.timestamp(2));

        operator.pass(watermark);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
        assertThat(operator.harness().getOutput()).hasSize(4).last().isEqualTo(watermark);
    }

    @Test
    void shouldHandOnLateResultsBeforeTheBarrier() throws Exception {
        beLate();
        operator.take(0, 1, 2);

        operator.harness().prepareSnapshotPreBarrier(1);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldIgnoreTheTimerOfResultsThatAreGone() throws Exception {
        long late = beLate();
        operator.take(0, 1, 2);
        operator.pass(new Watermark(TestingFrames.timestamp(2)));
        operator.harness().setProcessingTime(late + WAIT / 2);
        operator.take(3, 4, 5);

        operator.harness().setProcessingTime(late + WAIT);
        assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
        operator.harness().setProcessingTime(late + WAIT / 2 + WAIT);

        assertThat(operator.classified()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldClassifyAtTheEndOfTheInput() throws Exception {
        operator.take(0);

        operator.endInput();

        assertThat(operator.classified()).containsExactly(0L);
    }

    /** Moves the clock to where every frame of these tests is late; returns the time. */
    private long beLate() throws Exception {
        long late = TestingFrames.timestamp(8) + LATE + 1;
        operator.harness().setProcessingTime(late);
        return late;
    }
}

package io.framewatch.operator;

import static io.framewatch.operator.TestingOperator.MAX_BATCH;
import static io.framewatch.operator.TestingOperator.MAX_DELAY;
import static io.framewatch.operator.TestingOperator.TOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.event.Classification;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ReceivedRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator says about a frame. */
class ResultsTest {

    @TempDir private static Path models;

    private static Path model;

    @BeforeAll
    static void writeModel() throws Exception {
        model = models.resolve("untrained");
        TestingModels.writeUntrained(model);
    }

    @Test
    void shouldSayWhichFrameWhichModelAndWhen() throws Exception {
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(model))) {
            operator.harness().setProcessingTime(5_000);
            operator.take(0);
            operator.harness().setProcessingTime(5_000 + MAX_DELAY);

            assertThat(operator.harness().getRecordOutput())
                    .extracting(StreamRecord::getTimestamp)
                    .containsExactly(TestingFrames.timestamp(0));
            Classification result = operator.results().get(0);
            assertThat(result.camera().value()).isEqualTo(TestingFrames.CAMERA);
            assertThat(result.location()).isEqualTo(TestingFrames.location(0));
            assertThat(result.times()).isEqualTo(TestingFrames.times(0));
            assertThat(result.classifier().name()).isEqualTo("mobile-former-26m");
            assertThat(result.classifier().version()).isEqualTo("untrained-1");
            assertThat(result.timing().received()).isEqualTo(Instant.ofEpochMilli(5_000));
            assertThat(result.timing().completed())
                    .isEqualTo(Instant.ofEpochMilli(5_000 + MAX_DELAY));
            assertThat(result.timing().batchSize()).isEqualTo(1);
            assertThat(result.timing().decodeMicros()).isPositive();
            assertThat(result.timing().queueMicros()).isPositive();
            assertThat(result.timing().inferenceMicros()).isPositive();
        }
    }

    @Test
    void shouldScoreFramesOfABatchAsIfTheyWereAlone() throws Exception {
        List<Classification> alone = results(TestingOperator.options(model, 1, TOP), 0, 1, 2);
        List<Classification> together = results(TestingOperator.options(model), 0, 1, 2);

        assertThat(alone).allMatch(result -> result.timing().batchSize() == 1);
        assertThat(together).allMatch(result -> result.timing().batchSize() == MAX_BATCH);
        assertSameScores(together, alone);
        assertThat(together.get(0).scores().top()).isNotEqualTo(together.get(1).scores().top());
    }

    @Test
    void shouldNotReferToARecordOnceItIsTaken() throws Exception {
        List<Classification> expected = results(TestingOperator.options(model), 0, 1, 2);
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(model))) {
            StreamRecord<ReceivedRecord> reused = new StreamRecord<>(null);
            for (long sequence = 0; sequence < MAX_BATCH; sequence++) {
                ReceivedRecord frame = TestingFrames.jpeg(sequence);
                operator.take(reused.replace(frame, frame.timestamp()));
                Arrays.fill(frame.value(), (byte) 0);
            }

            assertThat(operator.classified()).containsExactly(0L, 1L, 2L);
            assertSameScores(operator.results(), expected);
        }
    }

    @Test
    void shouldClassifyRawFrames() throws Exception {
        byte[] rgb = new byte[TestingFrames.SIDE * TestingFrames.SIDE * 3];
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(model))) {
            operator.take(TestingFrames.frame(0, FrameEncoding.RGB, TestingFrames.SIDE, rgb));
            operator.endInput();

            assertThat(operator.classified()).containsExactly(0L);
        }
    }

    @Test
    void shouldCarryTheLabelsThatAreAskedForHoweverLowTheirScores() throws Exception {
        List<LabelScore> all =
                results(TestingOperator.options(model, 1, TOP), 0).get(0).scores().top();
        LabelScore best = all.get(0);
        LabelScore worst = all.get(TOP - 1);

        InferenceOptions options =
                TestingOperator.options(model, 1, 2, best.label(), worst.label());

        assertThat(results(options, 0).get(0).scores().top())
                .containsExactly(best, all.get(1), worst);
    }

    private static List<Classification> results(InferenceOptions options, long... sequences)
            throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(sequences);
            return operator.results();
        }
    }

    private static void assertSameScores(
            List<Classification> actual, List<Classification> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int frame = 0; frame < actual.size(); frame++) {
            List<LabelScore> scores = actual.get(frame).scores().top();
            assertThat(scores).hasSize(TOP);
            for (int rank = 0; rank < TOP; rank++) {
                LabelScore expectedScore = expected.get(frame).scores().top().get(rank);
                assertThat(scores.get(rank).label()).isEqualTo(expectedScore.label());
                assertThat(scores.get(rank).score())
                        .isCloseTo(expectedScore.score(), within(1e-6f));
            }
        }
    }
}

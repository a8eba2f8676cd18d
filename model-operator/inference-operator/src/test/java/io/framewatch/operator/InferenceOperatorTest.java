package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.DEAD_LETTERS;
import static io.framewatch.operator.InferenceOperatorFactory.SHED;
import static io.framewatch.operator.TestingFrames.jpeg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.Evidence;
import io.framewatch.event.LabelScore;
import io.framewatch.frame.FrameEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceOperatorTest {

    private static final int MAX_BATCH = 3;
    private static final long MAX_DELAY = 20;
    private static final int TOP = 10;

    @TempDir private static Path models;

    private OneInputStreamOperatorTestHarness<FrameRecord, Classification> harness;

    @BeforeAll
    static void writeModels() throws Exception {
        TestingModels.writeUntrained(models.resolve("untrained"));
        TestingModels.writeBroken(models.resolve("broken"));
    }

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void shouldClassifyWhenTheBatchIsFull() throws Exception {
        open("untrained", MAX_BATCH);

        take(0, 1);
        assertThat(frames()).isEmpty();
        take(2, 3);

        assertThat(frames()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldClassifyWhenTheFirstFrameHasWaitedForTheMaximumDelay() throws Exception {
        open("untrained", MAX_BATCH);

        take(0);
        harness.setProcessingTime(MAX_DELAY - 1);
        take(1);
        assertThat(frames()).isEmpty();
        harness.setProcessingTime(MAX_DELAY);

        assertThat(frames()).containsExactly(0, 1);
    }

    @Test
    void shouldIgnoreTheTimerOfABatchThatIsGone() throws Exception {
        open("untrained", MAX_BATCH);
        take(0, 1, 2);
        harness.setProcessingTime(MAX_DELAY / 2);
        take(3);

        harness.setProcessingTime(MAX_DELAY);
        assertThat(frames()).containsExactly(0, 1, 2);
        harness.setProcessingTime(MAX_DELAY / 2 + MAX_DELAY);

        assertThat(frames()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void shouldClassifyBeforeAWatermarkPasses() throws Exception {
        open("untrained", MAX_BATCH);
        take(0, 1);
        Watermark watermark = new Watermark(TestingFrames.timestamp(1));

        harness.processWatermark(watermark);
        take(2);

        assertThat(frames()).containsExactly(0, 1);
        assertThat(harness.getOutput()).hasSize(3).last().isEqualTo(watermark);
    }

    @Test
    void shouldClassifyBeforeTheStreamBecomesIdle() throws Exception {
        open("untrained", MAX_BATCH);
        take(0);

        harness.processWatermarkStatus(WatermarkStatus.IDLE);

        assertThat(frames()).containsExactly(0);
        assertThat(harness.getOutput()).last().isEqualTo(WatermarkStatus.IDLE);
    }

    @Test
    void shouldClassifyBeforeTheBarrierAndHaveNoState() throws Exception {
        open("untrained", MAX_BATCH);
        take(0, 1);

        harness.prepareSnapshotPreBarrier(1);
        assertThat(frames()).containsExactly(0, 1);
        OperatorSubtaskState state = harness.snapshot(1, 1);

        assertThat(state.hasState()).isFalse();
    }

    @Test
    void shouldClassifyAtTheEndOfTheInput() throws Exception {
        open("untrained", MAX_BATCH);
        take(0);

        harness.endInput();

        assertThat(frames()).containsExactly(0);
    }

    @Test
    void shouldSayAllAboutAFrame() throws Exception {
        open("untrained", MAX_BATCH);
        harness.setProcessingTime(5_000);
        take(0);
        harness.setProcessingTime(5_000 + MAX_DELAY);

        StreamRecord<Classification> record = harness.getRecordOutput().iterator().next();
        Classification result = record.getValue();
        assertThat(record.getTimestamp()).isEqualTo(TestingFrames.timestamp(0));
        assertThat(result.camera()).isEqualTo(TestingFrames.CAMERA);
        assertThat(result.evidence()).isEqualTo(evidence(0));
        assertThat(result.captureTime()).isEqualTo(TestingFrames.captureTime(0));
        assertThat(result.model()).isEqualTo("mobile-former-26m");
        assertThat(result.modelVersion()).isEqualTo("untrained-1");
        assertThat(result.timing().received()).isEqualTo(Instant.ofEpochMilli(5_000));
        assertThat(result.timing().completed()).isEqualTo(Instant.ofEpochMilli(5_000 + MAX_DELAY));
        assertThat(result.timing().batchSize()).isEqualTo(1);
        assertThat(result.timing().decodeMicros()).isPositive();
        assertThat(result.timing().queueMicros()).isPositive();
        assertThat(result.timing().inferenceMicros()).isPositive();
    }

    @Test
    void shouldScoreFramesOfABatchAsIfTheyWereAlone() throws Exception {
        open("untrained", 1);
        take(0, 1, 2);
        List<Classification> alone = harness.extractOutputValues();
        harness.close();

        open("untrained", MAX_BATCH);
        take(0, 1, 2);
        List<Classification> together = harness.extractOutputValues();

        assertThat(together).hasSize(3);
        assertThat(together.get(0).timing().batchSize()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertSameScores(together.get(i).top(), alone.get(i).top());
        }
        assertThat(together.get(0).top()).isNotEqualTo(together.get(1).top());
    }

    @Test
    void shouldNotReferToARecordOnceItIsTaken() throws Exception {
        open("untrained", MAX_BATCH);
        take(0, 1, 2);
        List<Classification> expected = harness.extractOutputValues();
        harness.getOutput().clear();

        StreamRecord<FrameRecord> reused = new StreamRecord<>(null);
        for (long sequence = 0; sequence < 3; sequence++) {
            FrameRecord frame = jpeg(sequence);
            harness.processElement(reused.replace(frame, frame.timestamp()));
            Arrays.fill(frame.value(), (byte) 0);
        }

        assertThat(frames()).containsExactly(0, 1, 2);
        for (int i = 0; i < 3; i++) {
            assertSameScores(harness.extractOutputValues().get(i).top(), expected.get(i).top());
        }
    }

    @Test
    void shouldClassifyRawFrames() throws Exception {
        open("untrained", MAX_BATCH);
        byte[] rgb = new byte[TestingFrames.SIDE * TestingFrames.SIDE * 3];

        process(TestingFrames.frame(0, FrameEncoding.RGB, TestingFrames.SIDE, rgb));
        harness.endInput();

        assertThat(frames()).containsExactly(0);
    }

    @Test
    void shouldRefuseBadRecordsAndClassifyTheOthers() throws Exception {
        open("untrained", MAX_BATCH);
        byte[] image = TestingFrames.image(0);
        byte[] truncated = Arrays.copyOf(image, image.length / 2);
        byte[] key = {1};

        take(0);
        process(TestingFrames.record(1, key, List.of(), image));
        process(TestingFrames.record(2, null, jpeg(2).headers(), null));
        process(TestingFrames.frame(3, FrameEncoding.JPEG, TestingFrames.SIDE, new byte[0]));
        process(TestingFrames.frame(4, FrameEncoding.JPEG, TestingFrames.SIDE, truncated));
        process(TestingFrames.frame(5, FrameEncoding.JPEG, 640, image));
        process(TestingFrames.frame(6, FrameEncoding.RGB, TestingFrames.SIDE, new byte[7]));
        take(7, 8);

        assertThat(frames()).containsExactly(0, 7, 8);
        assertThat(deadLetters())
                .extracting(letter -> letter.offset() - TestingFrames.offset(0))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(deadLetters())
                .extracting(letter -> letter.stage() + ": " + letter.reason())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("RECORD: header ce_specversion is missing"),
                        second -> assertThat(second).contains("RECORD: record has no value"),
                        third -> assertThat(third).contains("IMAGE: JPEG of 0 bytes"),
                        fourth -> assertThat(fourth).contains("IMAGE: JPEG", "is damaged"),
                        fifth ->
                                assertThat(fifth)
                                        .contains("IMAGE: frame " + TestingFrames.id(5))
                                        .contains("is 640x224: must be 224x224"),
                        sixth -> assertThat(sixth).contains("IMAGE: raw image of 7 bytes"));
    }

    @Test
    void shouldShedFramesPastTheirDeadlineBeforeTheyAreDecoded() throws Exception {
        open(
                new InferenceOptions(
                        uri("untrained"),
                        MAX_BATCH,
                        Duration.ofMillis(MAX_DELAY),
                        TOP,
                        List.of(),
                        Duration.ofMillis(150)));
        harness.setProcessingTime(TestingFrames.timestamp(2) + 50);

        process(TestingFrames.frame(0, FrameEncoding.JPEG, TestingFrames.SIDE, new byte[0]));
        take(1, 2);
        harness.endInput();

        assertThat(frames()).containsExactly(1, 2);
        assertThat(harness.getSideOutput(DEAD_LETTERS)).isNull();
        StreamRecord<ShedFrame> shed = harness.getSideOutput(SHED).element();
        assertThat(shed.getTimestamp()).isEqualTo(TestingFrames.timestamp(0));
        assertThat(shed.getValue())
                .isEqualTo(
                        new ShedFrame(
                                TestingFrames.CAMERA,
                                evidence(0),
                                TestingFrames.captureTime(0),
                                250));
    }

    @Test
    void shouldClassifyFramesOfAnyAgeIfThereIsNoDeadline() throws Exception {
        open("untrained", MAX_BATCH);
        harness.setProcessingTime(TestingFrames.timestamp(0) + Duration.ofDays(9999).toMillis());

        take(0);
        harness.endInput();

        assertThat(frames()).containsExactly(0);
        assertThat(harness.getSideOutput(SHED)).isNull();
    }

    @Test
    void shouldKeepEveryByteOfABadRecord() throws Exception {
        open("untrained", MAX_BATCH);
        byte[] value = "not an image".getBytes(StandardCharsets.UTF_8);
        byte[] key = {1, 2, 3};
        List<DeadLetter.Header> headers = List.of(new DeadLetter.Header("trace", new byte[] {9}));

        process(TestingFrames.record(4, key, headers, value));

        StreamRecord<DeadLetter> letter = harness.getSideOutput(DEAD_LETTERS).element();
        assertThat(letter.getTimestamp()).isEqualTo(TestingFrames.timestamp(4));
        assertThat(letter.getValue())
                .usingRecursiveComparison()
                .isEqualTo(
                        new DeadLetter(
                                TestingFrames.TOPIC,
                                TestingFrames.PARTITION,
                                TestingFrames.offset(4),
                                TestingFrames.timestamp(4),
                                key,
                                headers,
                                value,
                                DeadLetter.Stage.RECORD,
                                letter.getValue().reason(),
                                "io.framewatch.frame.MalformedFrameException"));
    }

    @Test
    void shouldFailTheTaskIfTheModelFails() throws Exception {
        open("broken", MAX_BATCH);
        take(0, 1);

        assertThatThrownBy(() -> take(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mobile-former-26m");
        assertThat(harness.getOutput()).isEmpty();
    }

    @Test
    void shouldCarryTheLabelsThatAreAskedForHoweverLowTheirScores() throws Exception {
        open("untrained", 1);
        take(0);
        List<LabelScore> all = harness.extractOutputValues().get(0).top();
        LabelScore worst = all.get(TOP - 1);
        harness.close();

        open(options(2, all.get(0).label(), worst.label()));
        take(0);

        assertThat(harness.extractOutputValues().get(0).top())
                .containsExactly(all.get(0), all.get(1), worst);
    }

    @Test
    void shouldNotStartWithALabelThatTheModelDoesNotHave() {
        assertThatThrownBy(() -> open(options(2, "car")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model mobile-former-26m (untrained-1) has no label 'car'");
    }

    @Test
    void shouldSayWhichModelCannotBeRead() {
        assertThatThrownBy(() -> open("absent", MAX_BATCH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model '" + uri("absent") + "' cannot be read")
                .hasMessageContaining("manifest.json");
    }

    @Test
    void shouldTravelToTheTaskManagersAndStayWithItsSource() throws Exception {
        InferenceOperatorFactory factory =
                InstantiationUtil.clone(new InferenceOperatorFactory(options("untrained", 2)));

        assertThat(factory.getChainingStrategy()).isEqualTo(ChainingStrategy.ALWAYS);
    }

    private void open(String model, int maxBatch) throws Exception {
        open(options(model, maxBatch));
    }

    private void open(InferenceOptions options) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new InferenceOperatorFactory(options));
        harness.setup(
                TypeInformation.of(Classification.class)
                        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    private static InferenceOptions options(String model, int maxBatch) {
        return new InferenceOptions(uri(model), maxBatch, Duration.ofMillis(MAX_DELAY), TOP);
    }

    private static InferenceOptions options(int top, String... labels) {
        return new InferenceOptions(
                uri("untrained"), 1, Duration.ofMillis(MAX_DELAY), top, List.of(labels));
    }

    private static String uri(String model) {
        return models.resolve(model).toUri().toString();
    }

    private void take(long... sequences) throws Exception {
        for (long sequence : sequences) {
            process(jpeg(sequence));
        }
    }

    private void process(FrameRecord record) throws Exception {
        harness.processElement(record, record.timestamp());
    }

    /** Sequence numbers of the results, in order. */
    private List<Integer> frames() {
        return harness.extractOutputValues().stream()
                .map(result -> result.evidence().frame())
                .map(frame -> Integer.valueOf(frame.substring(frame.lastIndexOf('/') + 1)))
                .toList();
    }

    private static Evidence evidence(long sequence) {
        return new Evidence(
                TestingFrames.id(sequence),
                TestingFrames.TOPIC,
                TestingFrames.PARTITION,
                TestingFrames.offset(sequence));
    }

    private List<DeadLetter> deadLetters() {
        return harness.getSideOutput(DEAD_LETTERS).stream().map(StreamRecord::getValue).toList();
    }

    private static void assertSameScores(List<LabelScore> actual, List<LabelScore> expected) {
        assertThat(actual).hasSize(TOP);
        for (int rank = 0; rank < TOP; rank++) {
            assertThat(actual.get(rank).label()).isEqualTo(expected.get(rank).label());
            assertThat(actual.get(rank).score())
                    .isCloseTo(expected.get(rank).score(), within(1e-6f));
        }
    }
}

package io.framewatch.operator;

import static io.framewatch.operator.InferenceOperatorFactory.DEAD_LETTERS;
import static io.framewatch.operator.InferenceOperatorFactory.SHED;
import static io.framewatch.operator.TestingFrames.SIDE;
import static io.framewatch.operator.TestingFrames.frame;
import static io.framewatch.operator.TestingFrames.jpeg;
import static io.framewatch.operator.TestingFrames.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ShedFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that get no result. */
class RefusedRecordsTest {

    @TempDir private static Path models;

    private static InferenceOptions options;

    @BeforeAll
    static void writeModel() throws Exception {
        TestingModels.writeUntrained(models.resolve("untrained"));
        options = TestingOperator.options(models.resolve("untrained"));
    }

    @Test
    void shouldRefuseBadRecordsAndClassifyTheOthers() throws Exception {
        byte[] image = TestingFrames.image(0);
        byte[] truncated = Arrays.copyOf(image, image.length / 2);
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(0);
            operator.take(record(1, null, List.of(), image));
            operator.take(record(2, null, jpeg(2).headers(), null));
            operator.take(frame(3, FrameEncoding.JPEG, SIDE, new byte[0]));
            operator.take(frame(4, FrameEncoding.JPEG, SIDE, truncated));
            operator.take(frame(5, FrameEncoding.JPEG, 640, image));
            operator.take(frame(6, FrameEncoding.RGB, SIDE, new byte[7]));
            operator.take(7, 8);

            assertThat(operator.classified()).containsExactly(0L, 7L, 8L);
            assertThat(operator.sideOutput(DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .satisfiesExactly(
                            first -> assertRefused(first, 1, "RECORD: header ce_specversion"),
                            second -> assertRefused(second, 2, "RECORD: record has no value"),
                            third -> assertRefused(third, 3, "IMAGE: JPEG of 0 bytes"),
                            fourth ->
                                    assertRefused(
                                            fourth, 4, "bytes is truncated: must end with ff d9"),
                            fifth -> assertRefused(fifth, 5, "is 640x224: must be 224x224"),
                            sixth -> assertRefused(sixth, 6, "IMAGE: raw image of 7 bytes"));
        }
    }

    @Test
    void shouldKeepEveryByteOfABadRecord() throws Exception {
        byte[] value = "not an image".getBytes(UTF_8);
        byte[] key = {1, 2, 3};
        List<ReceivedRecord.Header> headers =
                List.of(new ReceivedRecord.Header("trace", new byte[] {9}));
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(record(4, key, headers, value));

            StreamRecord<DeadLetter> letter = operator.sideOutput(DEAD_LETTERS).get(0);
            assertThat(letter.getTimestamp()).isEqualTo(TestingFrames.timestamp(4));
            assertThat(letter.getValue())
                    .usingRecursiveComparison()
                    .isEqualTo(
                            new DeadLetter(
                                    new ReceivedRecord(
                                            new ReceivedRecord.Position(
                                                    TestingFrames.TOPIC,
                                                    TestingFrames.PARTITION,
                                                    TestingFrames.offset(4)),
                                            TestingFrames.timestamp(4),
                                            key,
                                            headers,
                                            value),
                                    DeadLetter.Stage.RECORD,
                                    "header ce_specversion is missing",
                                    "io.framewatch.topic.MalformedRecordException"));
        }
    }

    @Test
    void shouldRefuseFramesWhoseCaptureTimeCannotBeWritten() throws Exception {
        CaptureTimeLimits hours = new CaptureTimeLimits(Duration.ofHours(2), Duration.ofHours(1));
        Duration day = Duration.ofDays(1);
        try (TestingOperator operator = new TestingOperator(options, hours)) {
            operator.harness()
                    .setProcessingTime(TestingFrames.timestamp(1) - Duration.ofHours(1).toMillis());
            operator.take(0, 1, 2);
            operator.harness().setProcessingTime(TestingFrames.timestamp(1) + day.toMillis());
            operator.take(3);

            operator.endInput();
            assertThat(operator.classified()).containsExactly(0L, 1L);
            assertThat(operator.sideOutput(DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .satisfiesExactly(
                            ahead ->
                                    assertRefused(
                                            ahead,
                                            2,
                                            "is PT1H0.1S ahead of the clock: must be at most PT1H,"),
                            past ->
                                    assertRefused(
                                            past, 3, "is PT23H59M59.8S ago: must be at most PT2H"));
        }
    }

    @Test
    void shouldShedFramesPastTheirDeadlineBeforeTheyAreDecoded() throws Exception {
        try (TestingOperator operator =
                new TestingOperator(withMaxAge(options, Duration.ofMillis(150)))) {
            operator.harness().setProcessingTime(TestingFrames.timestamp(2) + 50);

            operator.take(frame(0, FrameEncoding.JPEG, SIDE, new byte[0]));
            operator.take(1, 2);
            operator.endInput();

            assertThat(operator.classified()).containsExactly(1L, 2L);
            assertThat(operator.sideOutput(DEAD_LETTERS)).isEmpty();
            assertThat(operator.sideOutput(SHED))
                    .containsExactly(
                            new StreamRecord<>(
                                    new ShedFrame(
                                            new CameraId(TestingFrames.CAMERA),
                                            TestingFrames.location(0),
                                            TestingFrames.captureTime(0),
                                            250),
                                    TestingFrames.timestamp(0)));
        }
    }

    @Test
    void shouldClassifyFramesOfAnyAgeIfThereIsNoDeadline() throws Exception {
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.harness()
                    .setProcessingTime(
                            TestingFrames.timestamp(0) + Duration.ofDays(9_999).toMillis());
            operator.take(0);
            operator.endInput();

            assertThat(operator.classified()).containsExactly(0L);
            assertThat(operator.sideOutput(SHED)).isEmpty();
        }
    }

    private static InferenceOptions withMaxAge(InferenceOptions options, Duration maxAge) {
        return new InferenceOptions(
                options.model(),
                options.batching(),
                options.labels(),
                maxAge,
                options.fastestForm(),
                options.slowestBatch());
    }

    private static void assertRefused(DeadLetter letter, long sequence, String reason) {
        assertThat(letter.original().position().offset()).isEqualTo(TestingFrames.offset(sequence));
        assertThat(letter.stage() + ": " + letter.reason()).contains(reason);
    }
}

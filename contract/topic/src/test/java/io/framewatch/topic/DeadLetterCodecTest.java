package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.DeadLetter;
import io.framewatch.event.ReceivedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterCodecTest {

    private static final DeadLetterCodec CODEC = new DeadLetterCodec();

    @Test
    void shouldKeepTheOriginalRecordAndAddTheReason() {
        byte[] key = "gate-1".getBytes(UTF_8);
        byte[] value = {1, 2, 3};

        ProducerRecord<byte[], byte[]> record =
                serialize(
                        1795579290123L,
                        key,
                        List.of(
                                new ReceivedRecord.Header("ce_width", "640".getBytes(UTF_8)),
                                new ReceivedRecord.Header("trace", null),
                                new ReceivedRecord.Header("trace", "b".getBytes(UTF_8))),
                        value);

        assertThat(record.topic()).isEqualTo("dead-letters");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo(key);
        assertThat(record.value()).isEqualTo(value);
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
        assertThat(RecordText.of(record.headers()))
                .containsExactly(
                        "ce_width: 640",
                        "trace: null",
                        "trace: b",
                        "dl_stage: image",
                        "dl_reason: image of 640x480 must be 224x224",
                        "dl_exception: java.lang.IllegalArgumentException",
                        "dl_topic: framewatch.frames",
                        "dl_partition: 2",
                        "dl_offset: 4711",
                        "dl_timestamp: 1795579290123");
    }

    @Test
    void shouldWriteARecordOfWhichNothingWasThere() {
        ProducerRecord<byte[], byte[]> record = serialize(-1, null, List.of(), null);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(RecordText.of(record.headers())).hasSize(7);
    }

    @Test
    void shouldLeaveOutTheValueThenTheHeadersThenTheKeyOfWhatIsTooLarge() {
        byte[] value = new byte[5000];
        DeadLetter largeValue = letter(0, new byte[10], List.of(header(10)), value);
        DeadLetter largeHeaders = letter(0, new byte[10], List.of(header(5000)), value);
        DeadLetter largeKey = letter(0, new byte[5000], List.of(header(5000)), null);
        RecordLimits limits = limits(2000);

        assertThat(RecordText.of(serialize(largeValue, limits).headers()))
                .contains("trace: " + "\0".repeat(10))
                .endsWith(
                        "dl_left_out: value",
                        "dl_value_size: 5000",
                        // as printed by: head -c 5000 /dev/zero | sha256sum
                        "dl_value_sha256: "
                                + "7ca5bd879f393d9dd05b14f38add9c0fc6b67928f7f2d261b2e47a32ee8219e3");
        assertThat(serialize(largeValue, limits))
                .returns(null, ProducerRecord::value)
                .returns(largeValue.original().key(), ProducerRecord::key);
        assertThat(RecordText.of(serialize(largeHeaders, limits).headers()))
                .startsWith("dl_stage: image")
                .contains("dl_left_out: value,headers", "dl_topic: framewatch.frames");
        assertThat(RecordText.of(serialize(largeKey, limits).headers()))
                .startsWith("dl_stage: image")
                .endsWith("dl_left_out: value,headers,key");
        assertThat(serialize(largeKey, limits).key()).isNull();
    }

    @Test
    void shouldWriteNowWhereTheTopicDoesNotTakeTheTimestampOfTheOriginal() {
        long now = System.currentTimeMillis();
        Duration hour = Duration.ofHours(1);
        RecordLimits limits = new RecordLimits(Integer.MAX_VALUE, hour, hour, false);

        for (long timestamp : new long[] {0, now - 3_600_000, now + 3_700_000, Long.MAX_VALUE}) {
            ProducerRecord<byte[], byte[]> record =
                    serialize(letter(timestamp, null, List.of(), null), limits);

            assertThat(record.timestamp()).isNull();
            assertThat(RecordText.of(record.headers())).contains("dl_timestamp: " + timestamp);
        }
        assertThat(serialize(letter(now - 3_000_000, null, List.of(), null), limits).timestamp())
                .isEqualTo(now - 3_000_000);
    }

    @Test
    void shouldGiveARecordWithoutKeyOneOnACompactedTopic() {
        RecordLimits limits =
                new RecordLimits(
                        Integer.MAX_VALUE, RecordLimits.ANY_TIME, RecordLimits.ANY_TIME, true);

        assertThat(serialize(letter(0, null, List.of(), null), limits).key())
                .isEqualTo("framewatch.frames/2/4711".getBytes(UTF_8));
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedRecordException {
        DeadLetter letter = letter(1795579290123L, new byte[] {1}, List.of(header(3)), new byte[5]);

        DeadLetter read = CODEC.fromRecord(received(serialize(letter, RecordLimits.NONE)));

        assertThat(read).usingRecursiveComparison().isEqualTo(letter);
    }

    @Test
    void shouldNameWhatIsWrongWithADeadLetter() {
        assertRefused(DeadLetterHeaders.TOPIC, null, "dead letter must have the header dl_topic");
        assertRefused(
                DeadLetterHeaders.PARTITION,
                "x",
                "header dl_partition 'x' must be a whole number from 0 to 2147483647");
        assertRefused(
                DeadLetterHeaders.STAGE,
                "late",
                "header dl_stage 'late' must be record, image or handler");
    }

    private static void assertRefused(String header, String value, String message) {
        ProducerRecord<byte[], byte[]> record = serialize(0, null, List.of(), null);
        record.headers().remove(header);
        if (value != null) {
            record.headers().add(header, value.getBytes(UTF_8));
        }

        assertThatThrownBy(() -> CODEC.fromRecord(received(record)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(message);
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static ReceivedRecord.Header header(int size) {
        return new ReceivedRecord.Header("trace", new byte[size]);
    }

    private static RecordLimits limits(int maxBytes) {
        return new RecordLimits(maxBytes, RecordLimits.ANY_TIME, RecordLimits.ANY_TIME, false);
    }

    private static ProducerRecord<byte[], byte[]> serialize(
            long timestamp, byte[] key, List<ReceivedRecord.Header> headers, byte[] value) {
        return serialize(letter(timestamp, key, headers, value), RecordLimits.NONE);
    }

    private static ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, RecordLimits limits) {
        return CODEC.toRecord("dead-letters", letter, limits, Instant.now());
    }

    private static DeadLetter letter(
            long timestamp, byte[] key, List<ReceivedRecord.Header> headers, byte[] value) {
        return new DeadLetter(
                new ReceivedRecord(
                        new ReceivedRecord.Position("framewatch.frames", 2, 4711),
                        timestamp,
                        key,
                        headers,
                        value),
                DeadLetter.Stage.IMAGE,
                "image of 640x480 must be 224x224",
                "java.lang.IllegalArgumentException");
    }
}

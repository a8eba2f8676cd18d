package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.DeadLetter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterSerializerTest {

    @Test
    void shouldKeepTheOriginalRecordAndAddTheReason() {
        byte[] key = "gate-1".getBytes(UTF_8);
        byte[] value = {1, 2, 3};

        ProducerRecord<byte[], byte[]> record =
                serialize(
                        1795579290123L,
                        key,
                        List.of(
                                new DeadLetter.Header("ce_width", "640".getBytes(UTF_8)),
                                new DeadLetter.Header("trace", null),
                                new DeadLetter.Header("trace", "b".getBytes(UTF_8))),
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
                        "dl_offset: 4711");
    }

    @Test
    void shouldWriteARecordOfWhichNothingWasThere() {
        ProducerRecord<byte[], byte[]> record = serialize(-1, null, List.of(), null);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(RecordText.of(record.headers())).hasSize(6);
    }

    private static ProducerRecord<byte[], byte[]> serialize(
            long timestamp, byte[] key, List<DeadLetter.Header> headers, byte[] value) {
        DeadLetter letter =
                new DeadLetter(
                        "framewatch.frames",
                        2,
                        4711,
                        timestamp,
                        key,
                        headers,
                        value,
                        DeadLetter.Stage.IMAGE,
                        "image of 640x480 must be 224x224",
                        "java.lang.IllegalArgumentException");
        return new DeadLetterSerializer("dead-letters").serialize(letter, null, null);
    }
}

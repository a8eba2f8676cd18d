package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.DeadLetter;
import io.framewatch.operator.FrameRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FrameDeserializerTest {

    @Test
    void shouldKeepEverythingOfARecord() {
        byte[] key = {1};
        byte[] value = {2, 3};
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {4}).add("trace", null);

        assertThat(deserialize(key, headers, value))
                .usingRecursiveComparison()
                .isEqualTo(
                        new FrameRecord(
                                "frames",
                                2,
                                4711,
                                1795579290123L,
                                key,
                                List.of(
                                        new DeadLetter.Header("trace", new byte[] {4}),
                                        new DeadLetter.Header("trace", null)),
                                value));
    }

    @Test
    void shouldTakeARecordOfWhichNothingIsThere() {
        FrameRecord record = deserialize(null, new RecordHeaders(), null);

        assertThat(record.key()).isNull();
        assertThat(record.headers()).isEmpty();
        assertThat(record.value()).isNull();
    }

    private static FrameRecord deserialize(byte[] key, RecordHeaders headers, byte[] value) {
        List<FrameRecord> records = new ArrayList<>();
        new FrameDeserializer()
                .deserialize(
                        new ConsumerRecord<>(
                                "frames",
                                2,
                                4711,
                                1795579290123L,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                key,
                                value,
                                headers,
                                Optional.empty()),
                        new ListCollector<>(records));
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}

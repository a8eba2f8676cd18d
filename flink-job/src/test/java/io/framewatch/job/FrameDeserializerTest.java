package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.ReceivedRecord;
import java.nio.ByteBuffer;
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

        assertThat(deserialize(key, headers, ByteBuffer.wrap(value)))
                .usingRecursiveComparison()
                .isEqualTo(
                        new ReceivedRecord(
                                new ReceivedRecord.Position("frames", 2, 4711),
                                1795579290123L,
                                key,
                                List.of(
                                        new ReceivedRecord.Header("trace", new byte[] {4}),
                                        new ReceivedRecord.Header("trace", null)),
                                value));
    }

    @Test
    void shouldTakeARecordOfWhichNothingIsThere() {
        ReceivedRecord record = deserialize(null, new RecordHeaders(), null);

        assertThat(record.key()).isNull();
        assertThat(record.headers()).isEmpty();
        assertThat(record.value()).isNull();
    }

    @Test
    void shouldTakeAValueOutOfWhatWasReceived() {
        byte[] received = {9, 2, 3, 9};

        ReceivedRecord record =
                deserialize(null, new RecordHeaders(), ByteBuffer.wrap(received, 1, 2).slice());

        assertThat(record.value()).containsExactly(2, 3);
    }

    @Test
    void shouldShareOneArrayBetweenValuesOfOneSize() {
        FrameDeserializer deserializer = new FrameDeserializer();

        byte[] first = deserialize(deserializer, new byte[] {1, 2}).value();
        byte[] second = deserialize(deserializer, new byte[] {3, 4}).value();
        byte[] longer = deserialize(deserializer, new byte[] {5, 6, 7}).value();

        assertThat(second).isSameAs(first).containsExactly(3, 4);
        assertThat(longer).containsExactly(5, 6, 7);
    }

    private static ReceivedRecord deserialize(FrameDeserializer deserializer, byte[] value) {
        return deserialize(deserializer, null, new RecordHeaders(), ByteBuffer.wrap(value));
    }

    private static ReceivedRecord deserialize(byte[] key, RecordHeaders headers, ByteBuffer value) {
        return deserialize(new FrameDeserializer(), key, headers, value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as the connector: it takes any value for bytes
    private static ReceivedRecord deserialize(
            FrameDeserializer deserializer, byte[] key, RecordHeaders headers, ByteBuffer value) {
        List<ReceivedRecord> records = new ArrayList<>();
        ConsumerRecord record =
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
                        Optional.empty());
        deserializer.deserialize(record, new ListCollector<>(records));
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}

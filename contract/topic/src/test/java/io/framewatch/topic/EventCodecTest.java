package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.EventJson;
import io.framewatch.event.ModelEvent;
import io.framewatch.event.Samples;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    @Test
    void shouldWriteTheExactWireFormOfAResult() {
        ProducerRecord<byte[], byte[]> record =
                write(Topics.CLASSIFICATIONS, Samples.CLASSIFICATION);

        assertThat(record.topic()).isEqualTo("topic");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("gate-1".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
        assertThat(record.value()).isEqualTo(EventJson.toBytes(Samples.CLASSIFICATION));
        assertThat(RecordText.of(record.headers()))
                .containsExactlyInAnyOrder(
                        "ce_specversion: 1.0",
                        "ce_id: gate-1/1764043290123/57/mobile-former-26m/untrained-1",
                        "ce_source: /cameras/gate-1",
                        "ce_type: io.framewatch.classification.v1",
                        "ce_dataschema: urn:framewatch:classification:v1",
                        "ce_subject: gate-1/1764043290123/57",
                        "ce_time: 2026-11-25T04:01:30.123456Z",
                        "content-type: application/json");
    }

    @Test
    void shouldStampAnAlertWithTheFrameThatDecidedIt() {
        ProducerRecord<byte[], byte[]> record = write(Topics.ALERTS, Samples.STARTED);

        assertThat(record.key()).isEqualTo("gate-1".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1795579290523L);
        assertThat(RecordText.of(record.headers()))
                .containsExactlyInAnyOrder(
                        "ce_specversion: 1.0",
                        "ce_id: car/gate-1/1764043290123/55/started",
                        "ce_source: /cameras/gate-1",
                        "ce_type: io.framewatch.alert.v1",
                        "ce_dataschema: urn:framewatch:alert:v1",
                        "ce_subject: car/gate-1/1764043290123/55",
                        "ce_time: 2026-11-25T04:01:30.523456Z",
                        "content-type: application/json");
    }

    @Test
    void shouldLeaveTheTimeOfWhatIsToBeToTheProducer() {
        ProducerRecord<byte[], byte[]> record = write(Topics.RULES, Samples.RULE);

        assertThat(record.key()).isEqualTo("cars".getBytes(UTF_8));
        assertThat(record.timestamp()).isNull();
        assertThat(RecordText.of(record.headers()))
                .contains("ce_source: /rules", "ce_subject: cars")
                .noneMatch(header -> header.startsWith("ce_time"));
    }

    @Test
    void shouldTellTheKindsOfEventsOnATopicApart() throws MalformedRecordException {
        for (ModelEvent event : new ModelEvent[] {Samples.SERVING, Samples.AGREEMENT}) {
            ConsumerRecord<byte[], byte[]> record = received(write(Topics.MODEL_STATUS, event));

            assertThat(Topics.MODEL_STATUS.codec().fromRecord(record)).isEqualTo(event);
        }
    }

    @Test
    void shouldRefuseARecordOfAnotherKind() {
        ConsumerRecord<byte[], byte[]> alert = received(write(Topics.ALERTS, Samples.STARTED));

        assertThatThrownBy(() -> Topics.MODEL_STATUS.codec().fromRecord(alert))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "header ce_type 'io.framewatch.alert.v1' must be one of"
                                + " [io.framewatch.model-status.v1,"
                                + " io.framewatch.model-agreement.v1]");
        assertThatThrownBy(() -> Topics.SHED.codec().fromRecord(alert))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("shed frame is malformed: ");
    }

    private static <T> ProducerRecord<byte[], byte[]> write(Topic<T> topic, T event) {
        return topic.codec().toRecord("topic", event, RecordLimits.NONE, Instant.now());
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        return record;
    }
}

package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.Evidence;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import io.framewatch.topic.CloudEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    private static final Instant CAPTURED = Instant.parse("2026-11-25T04:01:30.123456Z");
    private static final Evidence EVIDENCE =
            new Evidence("gate-1/1764043290123/57", "framewatch.frames", 3, 4711);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ANY = RecordLimits.ANY_TIME;

    @Test
    void shouldWriteTheExactWireFormOfAResult() {
        ProducerRecord<byte[], byte[]> record =
                results(RecordLimits.NONE, new TestingSerializers.Lost())
                        .serialize(classification(CAPTURED), null, null);

        assertThat(record.topic()).isEqualTo("results");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("gate-1".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
        assertThat(record.value()).isEqualTo(EventJson.toBytes(classification(CAPTURED)));
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
        Alert alert =
                new Alert(
                        "car/gate-1/1764043290123/55",
                        "car",
                        "gate-1",
                        "car",
                        Alert.State.STARTED,
                        CAPTURED,
                        null,
                        CAPTURED.plusMillis(400),
                        0.9f,
                        EVIDENCE);

        ProducerRecord<byte[], byte[]> record =
                TestingSerializers.opened(
                                new EventSerializer<>(
                                        "alerts",
                                        topic -> RecordLimits.NONE,
                                        Alert::camera,
                                        CloudEvents::of))
                        .serialize(alert, null, null);

        assertThat(record.key()).isEqualTo("gate-1".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(1795579290523L);
        assertThat(record.value()).isEqualTo(EventJson.toBytes(alert));
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
    void shouldLeaveOutAndCountWhatTheTopicWouldRefuse() {
        TestingSerializers.Lost lost = new TestingSerializers.Lost();
        Instant longAgo = Instant.parse("2000-01-01T00:00:00Z");
        Instant farAhead = Instant.parse("2200-01-01T00:00:00Z");
        RecordLimits small = new RecordLimits(200, ANY, ANY, false);
        RecordLimits present = new RecordLimits(Integer.MAX_VALUE, HOUR, HOUR, false);

        assertThat(results(small, lost).serialize(classification(CAPTURED), null, null)).isNull();
        assertThat(results(present, lost).serialize(classification(longAgo), null, null)).isNull();
        assertThat(results(present, lost).serialize(classification(farAhead), null, null)).isNull();
        assertThat(results(present, lost).serialize(classification(Instant.now()), null, null))
                .isNotNull();
        assertThat(lost.records()).isEqualTo(3);
    }

    private static EventSerializer<Classification> results(
            RecordLimits limits, TestingSerializers.Lost lost) {
        return TestingSerializers.opened(
                new EventSerializer<>(
                        "results", topic -> limits, Classification::camera, CloudEvents::of),
                lost);
    }

    private static Classification classification(Instant captureTime) {
        return new Classification(
                "gate-1",
                EVIDENCE,
                captureTime,
                "mobile-former-26m",
                "untrained-1",
                List.of(new LabelScore("car", 0.75f)),
                new Timing(CAPTURED, 1, 2, 3, 4, CAPTURED));
    }
}

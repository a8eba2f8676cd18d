package io.framewatch.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.Samples;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicSerializerTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ANY = RecordLimits.ANY_TIME;

    private final TestingContext context = new TestingContext();

    @Test
    void shouldWriteWithTheCodecOfTheTopic() {
        ProducerRecord<byte[], byte[]> record =
                results(RecordLimits.NONE).serialize(Samples.CLASSIFICATION, null, null);

        assertThat(record.topic()).isEqualTo("results");
        assertThat(record.key()).isEqualTo("gate-1".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(EventJson.toBytes(Samples.CLASSIFICATION));
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
    }

    @Test
    void shouldLeaveOutAndCountWhatTheTopicWouldRefuse() {
        TopicSerializer<Classification> small = results(new RecordLimits(200, ANY, ANY, false));
        TopicSerializer<Classification> present =
                results(new RecordLimits(Integer.MAX_VALUE, HOUR, HOUR, false));

        assertThat(small.serialize(at(Samples.CLASSIFICATION.captureTime()), null, null)).isNull();
        assertThat(present.serialize(at(Instant.parse("2000-01-01T00:00:00Z")), null, null))
                .isNull();
        assertThat(present.serialize(at(Instant.parse("2200-01-01T00:00:00Z")), null, null))
                .isNull();
        assertThat(present.serialize(at(Instant.now()), null, null)).isNotNull();
        assertThat(context.lostRecords()).isEqualTo(3);
    }

    /** The connector's exactly-once writer opens its serializer twice. */
    @Test
    void shouldRegisterItsCounterOnce() {
        TopicSerializer<Classification> serializer = results(RecordLimits.NONE);

        serializer.open(context, null);

        assertThat(context.registrations()).isEqualTo(1);
    }

    private TopicSerializer<Classification> results(RecordLimits limits) {
        TopicSerializer<Classification> serializer =
                new TopicSerializer<>(Topics.CLASSIFICATIONS, "results", () -> limits);
        serializer.open(context, null);
        return serializer;
    }

    private static Classification at(Instant captureTime) {
        Classification sample = Samples.CLASSIFICATION;
        return new Classification(
                sample.camera(),
                sample.location(),
                FrameTimes.of(captureTime),
                sample.classifier(),
                Classification.Scores.of(sample.scores().top()),
                sample.timing());
    }
}

package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Interval;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.topic.FrameRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RetainedSourceITCase {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private static final byte[] NO_FRAME = {1};

    @Test
    void shouldReadTheFramesOfTheCameraAndTheTime() throws Exception {
        List<String> problems = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopic("x.frames", 3);
            KafkaOptions kafka = new KafkaOptions(broker.bootstrapServers(), "x.", 3, Map.of());
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            for (int second = 0; second < 100; second++) {
                records.add(frame("gate", second));
                records.add(frame("yard", second));
            }
            records.add(50, new ProducerRecord<>("x.frames", null, millis(25), "gate", NO_FRAME));
            send(kafka, records);

            List<TimedFrame> all = source(kafka, "gate", 20, 60).read(100, problems::add);
            List<TimedFrame> some = source(kafka, "gate", 20, 60).read(8, problems::add);
            List<TimedFrame> last = source(kafka, "yard", 95, 1000).read(100, problems::add);
            List<TimedFrame> none = source(kafka, "attic", 0, 1000).read(100, problems::add);
            List<TimedFrame> later = source(kafka, "gate", 500, 1000).read(100, problems::add);

            assertThat(all).hasSize(40);
            assertThat(all.get(0).taken()).contains(at(20));
            assertThat(all.get(39).taken()).contains(at(59));
            assertThat(all)
                    .allMatch(
                            picture -> picture.frame().id().camera().equals(new CameraId("gate")));
            assertThat(times(some)).hasSize(8).isSubsetOf(times(all)).isSorted();
            assertThat(last).hasSize(5);
            assertThat(none).isEmpty();
            assertThat(later).isEmpty();
            assertThat(problems).hasSize(2).allMatch(line -> line.contains("ce_specversion"));
        }
    }

    private static void send(KafkaOptions kafka, List<ProducerRecord<String, byte[]>> records)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private static List<Instant> times(List<TimedFrame> pictures) {
        return pictures.stream().map(picture -> picture.taken().orElseThrow()).toList();
    }

    private static RetainedSource source(KafkaOptions kafka, String camera, int from, int to) {
        return new RetainedSource(kafka, new CameraId(camera), new Interval(at(from), at(to)));
    }

    private static ProducerRecord<String, byte[]> frame(String camera, int second) {
        return FrameRecords.toRecord(
                "x.frames",
                new Frame(
                        new FrameId(new CameraId(camera), 1, second),
                        at(second),
                        0,
                        new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[] {1})));
    }

    private static long millis(int second) {
        return at(second).toEpochMilli();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}

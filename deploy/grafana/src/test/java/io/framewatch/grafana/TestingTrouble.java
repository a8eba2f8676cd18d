package io.framewatch.grafana;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what goes wrong in a running system, so that it is counted. Not thread-safe. */
final class TestingTrouble implements AutoCloseable {

    private static final long RUN = 1;
    private static final int SIDE = 224;

    private final KafkaOptions kafka;
    private final String frames;
    private final KafkaProducer<String, byte[]> producer;
    private long sequence;

    private TestingTrouble(KafkaOptions kafka) {
        this.kafka = kafka;
        this.frames = new KafkaClients(kafka).fullName(Topics.FRAMES);
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    static TestingTrouble start(KafkaOptions kafka) {
        return new TestingTrouble(kafka);
    }

    /** A frame past its deadline, one without a picture, and a record that is no frame. */
    void write() throws ExecutionException, InterruptedException {
        Instant now = Instant.now();
        send(frame("slow", sequence, now.minus(Duration.ofHours(2)), new byte[SIDE * SIDE * 3]));
        send(frame("torn", sequence, now, new byte[] {1}));
        send(new ProducerRecord<>(frames, "gate", new byte[] {1}));
        sequence++;
    }

    /** A run that ended, and one of whose two frames Kafka has lost. */
    void loseFrame() throws ExecutionException, InterruptedException {
        Instant past = Instant.now().minus(Duration.ofHours(2));
        send(frame("lossy", 0, past, new byte[SIDE * SIDE * 3]));
        try (TopicWriter writer = new TopicWriter(new KafkaClients(kafka))) {
            writer.write(
                    Topics.LEDGER,
                    new IngestedFrames(
                            new CameraId("lossy"),
                            RUN,
                            new Ingested(2, Map.of(), Map.of(), 2, 0),
                            true,
                            past));
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<String, byte[]> record)
            throws ExecutionException, InterruptedException {
        producer.send(record).get();
    }

    private ProducerRecord<String, byte[]> frame(
            String camera, long number, Instant time, byte[] image) {
        FrameEncoding encoding = image.length == 1 ? FrameEncoding.JPEG : FrameEncoding.RGB;
        return FrameRecords.toRecord(
                frames,
                new Frame(
                        new FrameId(new CameraId(camera), RUN, number),
                        time,
                        0,
                        new Frame.Image(encoding, SIDE, SIDE, image)));
    }
}

package io.framewatch.page;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.Condition;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes what ingest and a job would: frames, their results, alerts, and states of cameras. */
public final class TestingPipeline implements AutoCloseable {

    static final Classification.Model MODEL = new Classification.Model("roadside", "3", null);

    private static final int SIZE = 224;
    private static final long RUN = 1_764_043_290_123L;

    private final KafkaClients clients;
    private final TopicWriter writer;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, Long> sequences = new HashMap<>();

    private TestingPipeline(KafkaClients clients) {
        this.clients = clients;
        writer = new TopicWriter(clients);
        producer = clients.producer();
    }

    /**
     * Creates the topics.
     *
     * @param prefix of their names
     */
    public static TestingPipeline create(String bootstrapServers, String prefix)
            throws InterruptedException {
        KafkaClients clients =
                new KafkaClients(new KafkaOptions(bootstrapServers, prefix, 2, Map.of()));
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        return new TestingPipeline(clients);
    }

    public KafkaOptions kafka() {
        return clients.kafka();
    }

    /** A camera's next frame and its result. */
    public FrameLocation classify(String camera, LabelScore... scores) throws InterruptedException {
        Instant captured = Instant.now().truncatedTo(ChronoUnit.MICROS);
        FrameLocation location = publish(camera, captured);
        writer.write(Topics.CLASSIFICATIONS, result(location, captured, scores));
        return location;
    }

    static Classification result(FrameLocation location, Instant captured, LabelScore... scores) {
        return new Classification(
                location.frame().camera(),
                location,
                FrameTimes.of(captured),
                MODEL,
                Classification.Scores.of(List.of(scores)),
                new Timing(captured, 400, 2_000, 7_000, 4, captured.plusMillis(20)));
    }

    public void status(String camera, State state, String reason) throws InterruptedException {
        writer.write(
                Topics.CAMERA_STATUS,
                new CameraStatusReport(
                        new CameraId(camera),
                        RUN,
                        new Condition(state, null, reason),
                        "worker-1",
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }

    public void alert(FrameLocation evidence, String rule, String label, Alert.Change change)
            throws InterruptedException {
        CameraId camera = evidence.frame().camera();
        writer.write(
                Topics.ALERTS,
                new Alert(
                        rule + "/" + camera + "/" + change.from().toEpochMilli(),
                        new Alert.Trigger(rule, null, camera, label),
                        change,
                        new Alert.Peak(0.97f, evidence, MODEL)));
    }

    private FrameLocation publish(String camera, Instant captured) throws InterruptedException {
        long sequence = sequences.merge(camera, 1L, Long::sum);
        FrameId id = new FrameId(new CameraId(camera), RUN, sequence);
        Frame frame =
                new Frame(
                        id,
                        captured,
                        sequence * 100_000,
                        new Frame.Image(FrameEncoding.JPEG, SIZE, SIZE, picture(camera, sequence)));
        String topic = clients.fullName(Topics.FRAMES);
        try {
            RecordMetadata at =
                    producer.send(
                                    Topics.FRAMES
                                            .codec()
                                            .toRecord(topic, frame, RecordLimits.NONE, captured))
                            .get();
            return new FrameLocation(id, topic, at.partition(), at.offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] picture(String camera, long sequence) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        float hue = (camera.hashCode() & 0xff) / 255f;
        canvas.setPaint(
                new GradientPaint(
                        0, 0, Color.getHSBColor(hue, 0.3f, 0.6f), SIZE, SIZE, Color.DARK_GRAY));
        canvas.fillRect(0, 0, SIZE, SIZE);
        canvas.setColor(Color.getHSBColor(hue, 0.5f, 0.9f));
        canvas.fillRoundRect((int) (sequence * 8 % SIZE), 120, 60, 40, 12, 12);
        canvas.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }

    @Override
    public void close() {
        producer.close();
        writer.close();
    }
}

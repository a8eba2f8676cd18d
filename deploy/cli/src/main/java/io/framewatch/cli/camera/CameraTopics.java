package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;

/** The topics of the cameras and of where they stand. Not thread-safe. */
final class CameraTopics implements AutoCloseable {

    private final KafkaClients clients;
    private Optional<TopicWriter> writer = Optional.empty();

    private CameraTopics(KafkaClients clients) {
        this.clients = clients;
    }

    /** Opens the topics, and creates those that are missing. */
    static CameraTopics open(KafkaOptions kafka) throws CommandException, InterruptedException {
        KafkaClients clients = new KafkaClients(kafka);
        try {
            TopicAdmin.ensure(clients, Topics.OF_CAMERAS);
            return new CameraTopics(clients);
        } catch (KafkaException e) {
            throw failed(clients, e);
        }
    }

    /** The cameras by id, sorted; empty stands for a record that is none. */
    Map<String, Optional<Camera>> cameras() throws CommandException {
        Latest<Camera> latest = new Latest<>(new TreeMap<>());
        read(Topics.CAMERAS, latest);
        return latest.byKey();
    }

    /** Which of the cameras the workers of a group have among them for now. */
    AssignedCameras assigned(String group) throws CommandException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        read(Topics.CAMERAS, new Partitions(partitions));
        try {
            return AssignedCameras.read(clients, group, partitions);
        } catch (KafkaException e) {
            throw failed(clients, e);
        }
    }

    /** Where the cameras stand, by id. */
    Map<String, CameraStatusReport> statuses() throws CommandException {
        Latest<CameraStatusReport> latest = new Latest<>(new TreeMap<>());
        read(Topics.CAMERA_STATUS, latest);
        Map<String, CameraStatusReport> statuses = new TreeMap<>();
        latest.byKey()
                .forEach((key, status) -> status.ifPresent(there -> statuses.put(key, there)));
        return statuses;
    }

    /** Says what a camera is to be. */
    void write(Camera camera) throws CommandException, InterruptedException {
        try {
            writer().write(Topics.CAMERAS, camera);
        } catch (KafkaException e) {
            throw failed(clients, e);
        }
    }

    /** Says that there is to be no such camera. */
    void remove(CameraId camera) throws CommandException, InterruptedException {
        try {
            writer().delete(Topics.CAMERAS, camera.value());
        } catch (KafkaException e) {
            throw failed(clients, e);
        }
    }

    @Override
    public void close() {
        writer.ifPresent(TopicWriter::close);
    }

    /** Made when it is needed, so that who only reads needs no right to write. */
    private TopicWriter writer() {
        if (writer.isEmpty()) {
            writer = Optional.of(new TopicWriter(clients));
        }
        return writer.get();
    }

    private <T> void read(Topic<T> topic, RecordHandler<T> handler) throws CommandException {
        try {
            TopicScan.all(topic).read(clients, handler);
        } catch (KafkaException e) {
            throw failed(clients, e);
        }
    }

    private static CommandException failed(KafkaClients clients, KafkaException cause) {
        return new CommandException(
                "Kafka at %s does not serve the topics of cameras: %s"
                        .formatted(clients.kafka().bootstrapServers(), KafkaReason.of(cause)),
                cause);
    }

    /** The partition of each key. */
    private record Partitions(Map<String, Integer> byKey) implements RecordHandler<Camera> {

        @Override
        public void received(TopicRecord<Camera> record) {
            byKey.put(record.key(), record.partition());
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            byKey.put(record.key(), record.partition());
        }
    }

    /** What each key says by now; its records are in one partition and so in order. */
    private record Latest<T>(Map<String, Optional<T>> byKey) implements RecordHandler<T> {

        @Override
        public void received(TopicRecord<T> record) {
            byKey.put(record.key(), Optional.of(record.value()));
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            byKey.remove(record.key());
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            byKey.put(record.key(), Optional.empty());
        }
    }
}

package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The topics of the cameras and of where they stand. Not thread-safe. */
final class CameraTopics implements AutoCloseable {

    private final CommandTopics topics;

    private CameraTopics(CommandTopics topics) {
        this.topics = topics;
    }

    /** Opens the topics, and creates those that are missing. */
    static CameraTopics open(KafkaOptions kafka) throws CommandException, InterruptedException {
        return new CameraTopics(CommandTopics.open(kafka, Topics.OF_CAMERAS, "cameras"));
    }

    /** The cameras by id, sorted; empty stands for a record that is none. */
    Map<String, Optional<Camera>> cameras() throws CommandException, InterruptedException {
        Latest<Camera> latest = new Latest<>(new TreeMap<>());
        topics.read(Topics.CAMERAS, latest);
        return latest.byKey();
    }

    /** Which of the cameras the workers of a group have among them for now. */
    AssignedCameras assigned(String group) throws CommandException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        topics.read(Topics.CAMERAS, new Partitions(partitions));
        return topics.ask(clients -> AssignedCameras.read(clients, group, partitions));
    }

    /** Where the cameras stand, by id. */
    Map<String, CameraStatusReport> statuses() throws CommandException, InterruptedException {
        Latest<CameraStatusReport> latest = new Latest<>(new TreeMap<>());
        topics.read(Topics.CAMERA_STATUS, latest);
        Map<String, CameraStatusReport> statuses = new TreeMap<>();
        latest.byKey()
                .forEach((key, status) -> status.ifPresent(there -> statuses.put(key, there)));
        return statuses;
    }

    /** Says what a camera is to be. */
    void write(Camera camera) throws CommandException, InterruptedException {
        topics.write(writer -> writer.write(Topics.CAMERAS, camera));
    }

    /** Says that there is to be no such camera. */
    void remove(CameraId camera) throws CommandException, InterruptedException {
        topics.write(writer -> writer.delete(Topics.CAMERAS, camera.value()));
    }

    @Override
    public void close() {
        topics.close();
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

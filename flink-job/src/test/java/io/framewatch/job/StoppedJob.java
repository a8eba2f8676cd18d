package io.framewatch.job;

import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.CameraId;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.EventJson;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.event.MalformedEventException;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a job sees before and after it is stopped with a savepoint. At that time an alert is open, a
 * run has ended whose frames are not all answered, a frame is unaccounted, and another model serves
 * than that of the configuration. Frames always lie at the same partitions and offsets.
 */
final class StoppedJob {

    static final int PARALLELISM = 2;

    /** Prefix of the topics, and of the transactional ids. */
    static final String PREFIX = "upgrade.";

    /** Frames of each camera before, and of all but one after. */
    static final int BEFORE = 60;

    static final int AFTER = 30;

    /** The frame of the dock that comes late, its last one. */
    static final int MISSING = 29;

    /** The only dead letter of the yard. */
    static final int BAD = 7;

    static final int BUSY_FROM = 10;

    private static final Path SAVEPOINTS = Path.of("src/test/savepoints");

    /** Relative to the module, in which Maven runs its tests. */
    private static final Path DEPLOYED = SAVEPOINTS.resolve("model-2");

    private static final List<String> CAMERAS = List.of("gate", "yard", "road", "park");

    /** The partition of the dock, which the road has too. */
    private static final int DOCK = 2;

    private final TestTopics topics;

    StoppedJob(TestTopics topics) {
        this.topics = topics;
    }

    /** All that the project keeps. */
    static Path kept(String name) {
        return SAVEPOINTS.resolve(name);
    }

    /** A day without frames passes for none, however slow the machine is. */
    JobOptions options() throws ConfigurationException {
        return JobOptions.of(
                Configuration.parse(
                        "test.yaml",
                        """
                        kafka: {bootstrap-servers: "%s", topic-prefix: "%s"}
                        model: {uri: "%s", tuned: false}
                        job:
                          parallelism: %d
                          checkpoint-interval: 300ms
                          transactional-id-prefix: %s
                          lateness: 24h
                          ledger-grace: 2s
                        rules:
                          - id: bright
                            label: bright
                            enter: {score: 0.5, frames: 3}
                            exit: {score: 0.5}
                            picture: true
                        """
                                .formatted(
                                        topics.kafka().bootstrapServers(),
                                        PREFIX,
                                        SAVEPOINTS.resolve("model-1"),
                                        PARALLELISM,
                                        PREFIX)));
    }

    /** Announces the other model, and waits until all tasks have it. */
    void deploy() throws Exception {
        Folder folder = new Folder(DEPLOYED.toString(), ModelDigest.of(ModelFiles.of(DEPLOYED)));
        ModelDeployment deployment =
                new ModelDeployment(
                        "brightness",
                        "2",
                        new Role.Active(folder),
                        Results.captureTime(Results.RUN, 0));
        try (TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()))) {
            writer.write(Topics.MODELS, deployment);
        }
        for (int records = PARALLELISM; active(records) < PARALLELISM; records++) {
            // waits for another record
        }
    }

    private int active(int records) throws MalformedEventException {
        int tasks = 0;
        for (ConsumerRecord<byte[], byte[]> record : topics.await("model-status", records)) {
            ModelStatus status = EventJson.read(record.value(), ModelStatus.class);
            boolean deployed = "2".equals(status.subject().version());
            tasks += deployed && status.outcome().state() == ModelState.ACTIVE ? 1 : 0;
        }
        return tasks;
    }

    /** The frames before the savepoint. */
    void sendBefore() {
        for (int sequence = 0; sequence < BEFORE; sequence++) {
            for (int partition = 0; partition < CAMERAS.size(); partition++) {
                send(partition, CAMERAS.get(partition), sequence);
            }
            if (sequence < MISSING) {
                send(DOCK, "dock", sequence);
            }
        }
        topics.flush();
    }

    /** What ingest counts before the savepoint. */
    void countBefore() throws InterruptedException {
        count("gate", BEFORE, false);
        count("yard", BEFORE + AFTER, true);
        count("dock", MISSING + 1, true);
    }

    /** The frames after it. */
    void sendAfter() {
        send(DOCK, "dock", MISSING);
        for (int sequence = BEFORE; sequence < BEFORE + AFTER; sequence++) {
            for (int partition = 0; partition < CAMERAS.size(); partition++) {
                send(partition, CAMERAS.get(partition), sequence);
            }
        }
        topics.flush();
    }

    /** What ingest counts after it. */
    void countAfter() throws InterruptedException {
        count("gate", BEFORE + AFTER, true);
    }

    /** The ids of the frames that are answered before the savepoint. */
    static List<String> framesBefore() {
        List<String> frames = new ArrayList<>();
        for (int sequence = 0; sequence < BEFORE; sequence++) {
            for (String camera : CAMERAS) {
                frames.add(id(camera, sequence));
            }
            if (sequence < MISSING) {
                frames.add(id("dock", sequence));
            }
        }
        return frames;
    }

    /** The ids of the frames that are answered after it. */
    static List<String> framesAfter() {
        List<String> frames = new ArrayList<>(List.of(id("dock", MISSING)));
        for (int sequence = BEFORE; sequence < BEFORE + AFTER; sequence++) {
            for (String camera : CAMERAS) {
                frames.add(id(camera, sequence));
            }
        }
        return frames;
    }

    static String id(String camera, int sequence) {
        return camera + "/" + Results.RUN + "/" + sequence;
    }

    private void send(int partition, String camera, int sequence) {
        topics.send(partition, frame(camera, sequence));
    }

    private ProducerRecord<String, byte[]> frame(String camera, int sequence) {
        boolean busy = camera.equals("gate") && BUSY_FROM <= sequence && sequence < BEFORE;
        boolean bad = camera.equals("yard") && sequence == BAD;
        byte[] image = bad ? new byte[] {1} : busy ? TestImages.BUSY : TestImages.QUIET;
        return topics.toRecord(TestTopics.frame(camera, sequence, 224, 224, image));
    }

    private void count(String camera, long published, boolean ended) throws InterruptedException {
        Ingested frames = new Ingested(published, Map.of(), Map.of(), published, 0);
        try (TopicWriter writer = new TopicWriter(new KafkaClients(topics.kafka()))) {
            writer.write(
                    Topics.LEDGER,
                    new IngestedFrames(
                            new CameraId(camera),
                            Results.RUN,
                            frames,
                            ended,
                            Results.captureTime(Results.RUN, published)));
        }
    }
}

package io.framewatch.benchmark;

import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Home;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Broker, Flink cluster and ingest, each part a process of its own, with the job that classifies
 * what ingest captures. Not thread-safe.
 */
final class ClusterUnderFaults implements AutoCloseable {

    private static final String PREFIX = "killed.";

    /** Longer than the broker is away, on a busy machine too. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Path folder;
    private final List<String> java;
    private final FaultsSettings settings;
    private final KilledProcess broker;
    private final KilledProcess ingest;
    private FlinkCluster flink;
    private CommittedRecords committed;
    private RecordedTopics topics;
    private boolean feeding = true;

    private ClusterUnderFaults(Home home, Path folder, List<String> java) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.java = java;
        int port = LoopbackPort.free();
        this.settings = new FaultsSettings(home, "127.0.0.1:" + port, false);
        this.broker = BrokerProcess.killed(Files.createDirectories(folder.resolve("broker")), port);
        this.ingest =
                new KilledProcess(
                        "ingest",
                        folder,
                        List.of(
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Framewatch.class.getName(),
                                "ingest",
                                "--config",
                                write("ingest.yaml", settings.ingest(PREFIX)).toString()));
    }

    /**
     * Starts everything and waits for the first committed result.
     *
     * @param home has the model and the clips
     * @param jobJar the job for the cluster
     * @param folder for the files of all processes
     * @param java options of Flink's virtual machines
     */
    static ClusterUnderFaults start(Home home, Path jobJar, Path folder, List<String> java)
            throws Exception {
        ClusterUnderFaults cluster = new ClusterUnderFaults(home, folder, java);
        try {
            cluster.start(jobJar);
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private void start(Path jobJar) throws Exception {
        broker.start();
        flink = FlinkCluster.start(folder.resolve("flink"), java);
        KafkaClients clients = new KafkaClients(settings.kafka(PREFIX), TIMEOUT);
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        var unused = flink.submit(jobJar, write("job.yaml", settings.job(PREFIX)));
        ingest.start();
        committed = new CommittedRecords(clients);
        topics = new RecordedTopics(settings.servers(), PREFIX);
        results().untilNextResult();
    }

    /** What the job has committed. */
    CommittedRecords committed() {
        return committed;
    }

    /** Waits for what the job commits. */
    ResultWait results() {
        return new ResultWait(committed, this::requireAlive);
    }

    /** Kills a part and starts it again; of several equal ones a random one. */
    void killAndRestart(Fault fault, Random random) throws IOException {
        KilledProcess process =
                switch (fault) {
                    case TASK_MANAGER ->
                            flink.taskManagers().get(random.nextInt(flink.taskManagers().size()));
                    case JOB_MANAGER -> flink.jobManager();
                    case INGEST -> ingest;
                    case BROKER -> broker;
                };
        process.kill();
        process.start();
    }

    /** Puts a record on the frames topic that is not a frame. */
    void sendBadRecord() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            var unused = producer.send(new ProducerRecord<>(PREFIX + "frames", new byte[1]));
        }
    }

    /**
     * Ends the feed by a last kill of ingest, and waits until all records that are durable then are
     * answered.
     *
     * @return how many they are
     */
    long endFeed() throws Exception {
        feeding = false;
        ingest.kill();
        long records = -1;
        while (records != frames()) { // the broker may have had a last request unread
            records = frames();
            results().untilAnswered(records);
        }
        return records;
    }

    /** Ends the cluster; the broker stays. */
    void closeFlink() {
        flink.close();
    }

    /** The records of an undisturbed job over the same frames. */
    FaultsReport.Committed undisturbed() throws Exception {
        String prefix = "undisturbed.";
        try (KilledJob job =
                        new KilledJob(
                                settings.kafka(prefix),
                                folder.resolve("undisturbed"),
                                settings.job(prefix));
                KafkaProducer<byte[], byte[]> producer = producer()) {
            topics.copyFrames(producer, prefix + Topics.FRAMES.name());
            job.start();
            job.results().untilAnswered(frames());
            return job.committed().all();
        }
    }

    @Override
    public void close() {
        ingest.close();
        if (flink != null) {
            flink.close();
        }
        broker.close();
        if (committed != null) {
            committed.close();
        }
        if (topics != null) {
            topics.close();
        }
    }

    private long frames() {
        return topics.size(Topics.FRAMES.name());
    }

    private void requireAlive() throws IOException {
        flink.requireAlive();
        broker.requireAlive();
        if (feeding) {
            ingest.startIfFinished(); // all clips are at their end
            ingest.requireAlive();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.servers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

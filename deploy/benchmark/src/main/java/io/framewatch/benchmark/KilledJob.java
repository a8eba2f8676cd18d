package io.framewatch.benchmark;

import io.framewatch.cli.Framewatch;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * {@code ./framewatch job} in a process of its own, which is started again as often as it is
 * killed, with topics of its own. Not thread-safe.
 */
final class KilledJob implements AutoCloseable {

    private final String framesTopic;
    private final CommittedRecords committed;
    private final KilledProcess process;
    private final ResultWait results;

    /**
     * Creates the topics.
     *
     * @param kafka the broker and the prefix of the topics
     * @param folder for the checkpoints, temporary files and output of the processes
     * @param configuration what they are told
     */
    KilledJob(KafkaOptions kafka, Path folder, String configuration)
            throws IOException, InterruptedException {
        KafkaClients clients = new KafkaClients(kafka);
        TopicAdmin.ensure(clients, Topics.OF_THE_JOB);
        this.framesTopic = clients.fullName(Topics.FRAMES);
        this.process = new KilledProcess("job", folder, command(folder, configuration));
        this.committed = new CommittedRecords(clients);
        this.results = new ResultWait(committed, process::requireAlive);
    }

    /** What it has committed. */
    CommittedRecords committed() {
        return committed;
    }

    /** Waits for what it commits. */
    ResultWait results() {
        return results;
    }

    /** Writes records to its frames topic and waits until they are there. */
    void send(
            KafkaProducer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
        for (ProducerRecord<String, byte[]> record : records) {
            var unused =
                    producer.send(
                            new ProducerRecord<>(
                                    framesTopic,
                                    null,
                                    record.timestamp(),
                                    record.key(),
                                    record.value(),
                                    record.headers()));
        }
        producer.flush();
    }

    /** Starts the process. */
    void start() throws IOException {
        process.start();
    }

    /** Ends it as a crash would, {@code kill -9}. */
    void kill() {
        process.kill();
        while (committed.poll()) {
            // what was committed before is no sign of life of the next process
        }
    }

    /** Kills it if it runs. Idempotent. */
    @Override
    public void close() {
        process.close();
        committed.close();
    }

    private static List<String> command(Path folder, String configuration) throws IOException {
        Path config =
                Files.writeString(
                        Files.createDirectories(folder).resolve("framewatch.yaml"), configuration);
        return List.of(
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                Framewatch.class.getName(),
                "job",
                "--config",
                config.toString(),
                "--checkpoints",
                folder.resolve("checkpoints").toString());
    }
}

package io.framewatch.benchmark;

import io.framewatch.cli.Framewatch;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * {@code ./framewatch job} in a process of its own, which is started again as often as it is
 * killed, with topics of its own. Not thread-safe.
 */
final class KilledJob implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String framesTopic;
    private final Path folder;
    private final Path config;
    private final CommittedRecords committed;
    private volatile Process process;
    private int life;

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
        this.folder = Files.createDirectories(folder);
        this.config = Files.writeString(folder.resolve("framewatch.yaml"), configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroy, "end of killed job"));
        this.committed = new CommittedRecords(clients);
    }

    /** What it has committed. */
    CommittedRecords committed() {
        return committed;
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

    /** Waits until so many records are answered, once or more, and all is committed. */
    void awaitAnswers(int count) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (committed.answered() < count || !committed.isComplete()) {
            poll(end);
        }
    }

    /** Waits for another result. */
    void awaitResult() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int before = committed.results();
        while (committed.results() == before) {
            poll(end);
        }
    }

    private void poll(long end) throws Exception {
        requireAlive();
        committed.poll();
        if (System.nanoTime() > end) {
            throw new TimeoutException("the job gives no result for " + PATIENCE);
        }
    }

    /** Starts the process. */
    void start() throws IOException {
        life++;
        Path temporary = Files.createDirectories(folder.resolve("tmp-" + life));
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-XX:+UseParallelGC",
                                "-Dframewatch.workspace=" + temporary,
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Framewatch.class.getName(),
                                "job",
                                "--config",
                                config.toString(),
                                "--checkpoints",
                                folder.resolve("checkpoints").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile())
                        .start();
    }

    /** Ends it as a crash would, {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
        while (committed.poll()) {
            // what was committed before is no sign of life of the next process
        }
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "the job has ended with %d:%n%s"
                            .formatted(process.exitValue(), Files.readString(output())));
        }
    }

    /** Kills it if it runs. Idempotent. */
    @Override
    public void close() {
        destroy();
        committed.close();
    }

    private void destroy() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private Path output() {
        return folder.resolve("job-" + life + ".log");
    }
}

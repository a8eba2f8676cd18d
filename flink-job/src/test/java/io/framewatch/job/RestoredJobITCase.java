package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.embedded.JobCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that is killed with its transactions open, and goes on otherwise than it was. */
@Timeout(300)
class RestoredJobITCase {

    private static final List<String> CAMERAS = List.of("gate-1", "gate-2", "yard", "dock");
    private static final int PART = 10;

    @TempDir private Path folder;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /**
     * The second subtask writes with a transactional id of the last checkpoint again, for a
     * checkpoint that does not complete. No task uses this id after the restart.
     */
    @ParameterizedTest
    @CsvSource({"1, killed", "2, other"})
    void shouldLeaveNoTransactionOpenAndAnswerEveryFrameOnce(int parallelism, String prefix)
            throws Exception {
        try (TestTopics topics = new TestTopics(broker, "killed.")) {
            killWithAnOpenTransaction(topics);
            assertThat(openTransactions()).contains("killed.-classifications-1-0");

            Configuration settings = TestingJobProcess.settings(folder);
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint().toUri().toString());
            try (JobCluster restored = JobCluster.start(settings, parallelism)) {
                restored.run(
                        environment ->
                                TestingJobProcess.assemble(
                                        environment,
                                        topics.kafka(),
                                        parallelism,
                                        TestingJobProcess.exactlyOnce(
                                                Duration.ofMillis(300), prefix + ".")));
                send(topics, 2 * PART);

                int frames = CAMERAS.size() * 3 * PART;
                topics.await("classifications", frames * 3 / 5);
                topics.await("dead-letters", frames / 5);
                topics.await("shed", frames / 5);
                restored.requireRunning();
            }

            assertThat(openTransactions()).isEmpty();
            assertThat(answered(topics)).containsExactlyInAnyOrderElementsOf(sent(3 * PART));
        }
    }

    private void killWithAnOpenTransaction(TestTopics topics) throws Exception {
        try (TestingJobProcess job =
                TestingJobProcess.start(topics.kafka(), topics.kafka().topicPrefix(), folder)) {
            send(topics, 0);
            int results = CAMERAS.size() * PART * 3 / 5;
            topics.awaitUncommitted("classifications", results);
            job.checkpoint();
            topics.await("classifications", results);
            job.checkpointOfOneSubtask();
            send(topics, PART);
            topics.awaitUncommitted("classifications", results + 1);
            job.kill();
        }
    }

    /** Each camera has a partition of its own, so that both subtasks have cameras. */
    private static void send(TestTopics topics, int from) {
        for (int camera = 0; camera < CAMERAS.size(); camera++) {
            for (int sequence = from; sequence < from + PART; sequence++) {
                ProducerRecord<String, byte[]> record =
                        topics.toRecord(
                                TestTopics.frame(
                                        CAMERAS.get(camera), sequence, 224, 224, new byte[] {1}));
                topics.send(camera, record);
            }
        }
        topics.flush();
    }

    private Path checkpoint() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> openTransactions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin
                    .listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .toList();
        }
    }

    private static List<String> sent(int frames) {
        return CAMERAS.stream()
                .flatMap(
                        camera ->
                                IntStream.range(0, frames)
                                        .mapToObj(sequence -> answer(sequence) + camera + sequence))
                .toList();
    }

    private static String answer(int sequence) {
        return switch (sequence % 5) {
            case 3 -> "dead-letters ";
            case 4 -> "shed ";
            default -> "classifications ";
        };
    }

    /** The ids of frames begin the ids of what is said of them. */
    private static List<String> answered(TestTopics topics) {
        List<String> answers = new ArrayList<>();
        for (String topic : List.of("classifications", "dead-letters", "shed")) {
            for (ConsumerRecord<byte[], byte[]> record : topics.all(topic)) {
                String id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
                String[] parts = id.split("/");
                answers.add(topic + " " + parts[0] + parts[2]);
            }
        }
        return answers;
    }
}

package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.broker.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The job without a cluster, as the launcher runs it. */
class JobCommandITCase {

    private static final int FRAMES = 5;

    /** Holds the log of the process; stays after a failure. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void shouldAbortItsTransactionsWhenItIsTerminated() throws Exception {
        TestModel model = TestModel.write(folder.resolve("model"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TestTopics topics = new TestTopics(broker, "framewatch.")) {
            Process job = start(topics, model);
            try {
                for (int sequence = 0; sequence < FRAMES; sequence++) {
                    topics.send(TestTopics.frame("gate-1", sequence, 224, 224, TestImages.QUIET));
                }
                topics.awaitUncommitted("classifications", FRAMES);
                assertThat(openTransactions(topics)).isEqualTo(1);

                job.destroy();
                assertThat(job.waitFor(5, TimeUnit.SECONDS)).isTrue();
            } finally {
                job.destroyForcibly();
            }

            assertThat(openTransactions(topics)).isZero();
            assertThat(topics.all("classifications")).isEmpty();
        }
    }

    @Test
    void shouldCreateTopicsAndSayThatTheModelIsNotThere() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            StringWriter err = new StringWriter();
            Path config =
                    Files.writeString(
                            folder.resolve("framewatch.yaml"),
                            """
                            kafka: {bootstrap-servers: "%s", topic-prefix: site-a., partitions: 3}
                            model: {uri: no/such/model}
                            """
                                    .formatted(broker.bootstrapServers()));

            int exitCode =
                    new CommandLine(new JobCommand())
                            .setErr(new PrintWriter(err))
                            .execute("--config", config.toString());

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString()).startsWith("model 'no/such/model' cannot be read: ");
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrder(
                            "site-a.frames",
                            "site-a.classifications",
                            "site-a.alerts",
                            "site-a.dead-letters",
                            "site-a.shed",
                            "site-a.models",
                            "site-a.model-status");
        }
    }

    private Process start(TestTopics topics, TestModel model) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        """
                        kafka: {bootstrap-servers: "%s"}
                        model: {uri: "%s"}
                        job: {checkpoint-interval: 5min}
                        """
                                .formatted(topics.kafka().bootstrapServers(), model.folder()));
        File log = folder.resolve("job.log").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FramewatchJob.class.getName(),
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static int openTransactions(TestTopics topics) throws Exception {
        try (Admin admin = Admin.create(topics.kafka().clientProperties())) {
            return admin.listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .size();
        }
    }
}

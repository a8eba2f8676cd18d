package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JobCommandTest {

    @TempDir private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldReportEveryProblemOfTheConfiguration() throws IOException {
        assertThat(
                        execute(
                                """
                                job: {parallelism: 0, delivery: maybe}
                                rules:
                                  - {id: a, label: car, enter: {score: 0.5}, exit: {score: 0.6}}
                                """))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("has 3 problems", "job.parallelism: 0", "job.delivery: 'maybe'")
                .contains("rules[0]: exit.score 0.6 must not be above enter.score 0.5");
    }

    @Test
    void shouldSayThatKafkaIsNotThere() throws IOException {
        assertThat(
                        execute(
                                """
                                kafka:
                                  bootstrap-servers: 127.0.0.1:1
                                  properties:
                                    default.api.timeout.ms: "400"
                                    request.timeout.ms: "200"
                                """))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Kafka at 127.0.0.1:1 does not give the topics of the job: ")
                .hasLineCount(1);
    }

    @Test
    void shouldExplainItself() {
        assertThat(new CommandLine(new JobCommand()).getUsageMessage())
                .contains("--config=FILE", "Exit codes:");
    }

    private int execute(String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("framewatch.yaml"), yaml);
        return new CommandLine(new JobCommand())
                .setErr(new PrintWriter(err))
                .execute("--config", config.toString());
    }
}

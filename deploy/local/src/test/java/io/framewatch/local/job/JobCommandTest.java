package io.framewatch.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.CommandErrors;
import io.framewatch.cli.Workspace;
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
    void shouldReportEveryProblemOfTheConfiguration() throws Exception {
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
    void shouldSayThatTheModelIsNotThere() throws Exception {
        assertThat(execute("model: {uri: no/such/model}")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("job: model 'no/such/model' cannot be read: ")
                .hasLineCount(1);
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() throws Exception {
        String model = Path.of("../distribution/models/imagenette").toAbsolutePath().toString();

        assertThat(execute("model: {uri: \"" + model + "\"}", "--rest", "0.0.0.0:80:81"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("job: --rest '0.0.0.0:80:81' must be HOST or HOST:PORT");
    }

    @Test
    void shouldExplainItself() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            assertThat(new CommandLine(new JobCommand(workspace)).getUsageMessage())
                    .contains("--config=FILE", "--checkpoints=DIR", "Exit codes:");
        }
    }

    private int execute(String yaml, String... more) throws Exception {
        Path config = Files.writeString(folder.resolve("framewatch.yaml"), yaml);
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = CommandErrors.on(new CommandLine(new JobCommand(workspace)));
            command.setErr(new PrintWriter(err));
            String[] arguments = new String[more.length + 2];
            arguments[0] = "--config";
            arguments[1] = config.toString();
            System.arraycopy(more, 0, arguments, 2, more.length);
            return command.execute(arguments);
        }
    }
}

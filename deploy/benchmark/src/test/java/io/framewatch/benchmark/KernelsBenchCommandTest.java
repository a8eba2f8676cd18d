package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KernelsBenchCommandTest {

    private final StringWriter errors = new StringWriter();

    @Test
    void shouldRefuseWhatItCannotMeasure() throws CommandException {
        assertThat(run("--turns", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--variants", "27m", "--turns", "1")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(errors.toString())
                .contains("--turns 0 must be at least 1", "variant '27m' must be one of");
    }

    @Test
    void shouldMeasureTheSmallestVariant() throws CommandException {
        assertThat(run("--turns", "1")).isEqualTo(CommandLine.ExitCode.OK);
    }

    private int run(String... arguments) throws CommandException {
        try (Workspace workspace = Workspace.create()) {
            return new CommandLine(new KernelsBenchCommand(workspace))
                    .setErr(new PrintWriter(errors))
                    .execute(arguments);
        }
    }
}

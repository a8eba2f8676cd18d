package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandErrorsTest {

    private final StringWriter err = new StringWriter();
    private Exception failure;

    @Command(name = "framewatch paint", mixinStandardHelpOptions = true)
    private static final class Paint {}

    @Command(name = "wall", mixinStandardHelpOptions = true)
    private final class Wall implements Callable<Integer> {

        @Option(names = "--colour", required = true, paramLabel = "COLOUR")
        private String colour;

        @Option(names = "--coats")
        private int coats;

        @Override
        public Integer call() throws Exception {
            if (failure != null) {
                throw failure;
            }
            return colour.length() + coats;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wall                           | framewatch paint wall | Missing required option: '--colour=COLOUR'
                    wall --colour red --coats many | framewatch paint wall | Invalid value for option '--coats': 'many' is not an int
                    wall --colour red --coat 2     | framewatch paint wall | Unknown options: '--coat', '2'; similar: --colour, --coats
                    --colour                       | framewatch paint      | Unknown option: '--colour'
                    wal                            | framewatch paint      | unknown command 'wal'; similar: wall
                    """)
    void shouldSayInOneLineWhatIsWrongAndWhereHelpIs(
            String arguments, String command, String problem) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(command + ": " + problem + "; try --help");
    }

    @Test
    void shouldWantASubcommand() {
        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly("framewatch paint: Missing required subcommand; try --help");
    }

    @Test
    void shouldNotPrintSecretsOrLineBreaksOfArguments() {
        assertThat(execute("wall", "--colour=red", "rtsp://viewer:s3cret@camera/1", "a\nb"))
                .isEqualTo(2);

        assertThat(err.toString())
                .doesNotContain("s3cret")
                .contains("rtsp://***@camera")
                .hasLineCount(1);
    }

    @Test
    void shouldPrintTheMessageThatIsForTheUser() {
        failure = new ConfigurationException("the wall", List.of("colour: wrong", "coats: few"));

        assertThat(execute("wall", "--colour=red")).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "framewatch paint wall: the wall has 2 problems:",
                        "  colour: wrong",
                        "  coats: few");
    }

    @Test
    void shouldPrintOneLineOfWhatNobodyExpected() {
        failure = new IllegalStateException("no\npaint", new NoSuchFileException("pot"));

        assertThat(execute("wall", "--colour=red")).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "framewatch paint wall: java.lang.IllegalStateException: no paint, because of"
                                + " java.nio.file.NoSuchFileException: pot;"
                                + " with FRAMEWATCH_DEBUG=1 it prints where");
    }

    @Test
    void shouldLeaveTheResultOfACommandAlone() {
        assertThat(execute("wall", "--colour=red", "--coats=2")).isEqualTo(5);
        assertThat(err.toString()).isEmpty();
    }

    private int execute(String... arguments) {
        CommandLine command = new CommandLine(new Paint()).addSubcommand(new Wall());
        return CommandErrors.on(command).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}

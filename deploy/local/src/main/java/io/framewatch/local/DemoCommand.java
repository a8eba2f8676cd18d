package io.framewatch.local;

import io.framewatch.configuration.CommandErrors;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ./framewatch demo}. */
@Command(
        name = "framewatch demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the whole pipeline in this process: cameras, a Kafka broker, a Flink cluster, the"
                        + " model, and a view of results and alerts. Ctrl-C ends it.")
public final class DemoCommand implements Callable<Integer> {

    // Each fits a line of a narrow terminal: a longer one would tear the table.
    private static final String NOTE =
            "Model roadside learnt vehicles from another camera: its labels here are guesses.";

    private static final String NOTE_OF_CLIPS =
            "Model roadside learnt from another camera: here most is other to it."
                    + " Camera room was taught persons.";

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "end after this time, for example 30s or 10min; default: run until Ctrl-C")
    private Duration duration;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "write what became of every frame to this file, as JSON")
    private Path summary;

    @Option(
            names = "--camera",
            paramLabel = "ID=URI",
            description =
                    "a camera in place of the two clips: rtsp://user:password@host/path or a video"
                            + " file; repeatable")
    private Map<String, String> cameras = new LinkedHashMap<>();

    @Option(
            names = "--fps",
            defaultValue = "10",
            description = "frames a second of each camera to classify; default: ${DEFAULT-VALUE}")
    private double fps;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description =
                    "shed frames that are older than this when the job takes them, for example"
                            + " 500ms; default: classify all")
    private String maxAge;

    @Option(
            names = "--plain",
            description = "print lines instead of redrawing a table, as where there is no terminal")
    private boolean plain;

    private final Workspace workspace;

    /** The workspace stays the caller's. */
    DemoCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    public static void main(String[] args) throws LocalException {
        // Log lines would tear the table apart; it must be set before the first logger exists.
        System.setProperty("log4j2.configurationFile", "demo-log4j2.properties");
        int exitCode;
        try (Workspace workspace = Workspace.create()) {
            CommandLine demo =
                    new CommandLine(new DemoCommand(workspace))
                            .registerConverter(Duration.class, DemoCommand::duration);
            exitCode = CommandErrors.on(demo).execute(args);
        }
        System.exit(exitCode);
    }

    @Override
    public Integer call() throws InterruptedException {
        String note = cameras.isEmpty() ? NOTE_OF_CLIPS : NOTE;
        TerminalView view = new TerminalView(System.out, !plain && System.console() != null, note);
        Demo demo = new Demo(options(), view, workspace);
        Interruption interruption = Interruption.of(demo::interrupt, workspace::close);
        try {
            int exitCode = report(demo.run());
            return interruption.occurred() ? Interruption.EXIT_CODE : exitCode;
        } catch (ConfigurationException | LocalException | KafkaException e) {
            view.finish();
            System.err.println("framewatch demo: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private DemoOptions options() {
        Path home = Path.of(System.getProperty("framewatch.home", "."));
        return new DemoOptions(
                home, Optional.ofNullable(duration), cameras, fps, Optional.ofNullable(maxAge));
    }

    private int report(Summary result) {
        System.out.println(result.toText());
        if (summary != null) {
            try {
                result.write(summary);
            } catch (IOException e) {
                System.err.println("framewatch demo: " + summary + " cannot be written: " + e);
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        return result.unaccounted() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}

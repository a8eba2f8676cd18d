package io.framewatch.local;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Home;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.Durations;
import io.framewatch.embedded.ClusterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./framewatch demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the whole pipeline in this process: cameras, a Kafka broker, a Flink cluster, the"
                        + " model, and a view of results and alerts. Ctrl-C ends it.",
        footer = {"", "Warnings go to framewatch/demo.log in XDG_STATE_HOME (~/.local/state)."})
public final class DemoCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "end after this time, for example 30s or 10min, and play files again until then;"
                            + " default: run until Ctrl-C or the end of all files")
    private Duration duration;

    @Option(
            names = "--camera",
            paramLabel = "ID=URI",
            converter = CameraForm.class,
            description =
                    "a camera in place of the two clips: rtsp://user:password@host/path or a video"
                            + " file; repeatable")
    private List<NamedValue> cameras = new ArrayList<>();

    @Option(
            names = "--fps",
            paramLabel = "N",
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
            names = "--model",
            paramLabel = "DIR",
            description = "folder of the model; default: roadside, which comes with the project")
    private Path model;

    @Option(
            names = "--head",
            paramLabel = "DIR",
            description =
                    "folder of a head that ./framewatch teach made with this model; repeatable;"
                            + " default: that of the clips")
    private List<Path> heads = new ArrayList<>();

    @Option(
            names = "--rule",
            paramLabel = "ID=LABEL[,KEY=VALUE]...",
            converter = RuleForm.class,
            description =
                    "when an alert starts and ends, for example car=car,camera=road,enter=0.6,frames=3,"
                            + "exit=0.4, which are the defaults but for camera (all); head=NAME for a label"
                            + " of that head; repeatable; default: each label but other and empty, of models"
                            + " with few labels")
    private List<NamedValue> rules = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "port of the Kafka broker on 127.0.0.1; default: 9092, or another if that is"
                            + " taken")
    private Integer port;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "write what became of every frame to this file, as JSON")
    private Path summary;

    @Option(
            names = "--plain",
            description = "print lines instead of redrawing a table, as where there is no terminal")
    private boolean plain;

    @Spec private CommandSpec command;

    private final Workspace workspace;

    private DemoCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The command; the workspace stays the caller's. */
    static CommandLine commandLine(Workspace workspace) {
        return new CommandLine(new DemoCommand(workspace))
                .registerConverter(Duration.class, DemoCommand::duration);
    }

    @Override
    public Integer call()
            throws ConfigurationException,
                    CommandException,
                    ClusterException,
                    IOException,
                    InterruptedException {
        TerminalView view = new TerminalView(System.out, !plain && System.console() != null);
        Demo demo = new Demo(options(), view, workspace);
        Interruption interruption = Interruption.of(demo::interrupt, workspace::close);
        try {
            int exitCode = report(demo.run());
            return interruption.occurred() ? Interruption.EXIT_CODE : exitCode;
        } finally {
            view.finish();
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
        return new DemoOptions(
                Home.ofThisProcess(),
                Optional.ofNullable(duration),
                port(),
                new DemoOptions.Watched(cameras, fps, Optional.ofNullable(maxAge)),
                new DemoOptions.Inference(Optional.ofNullable(model), heads, rules));
    }

    private OptionalInt port() {
        if (port == null) {
            return OptionalInt.empty();
        }
        if (port < 1 || port > MAX_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    "--port %d must be from 1 to %d".formatted(port, MAX_PORT));
        }
        return OptionalInt.of(port);
    }

    /** Reads {@code --camera}. */
    private static final class CameraForm implements ITypeConverter<NamedValue> {

        @Override
        public NamedValue convert(String argument) {
            return named(argument, "ID=URI");
        }
    }

    /** Reads {@code --rule}. */
    private static final class RuleForm implements ITypeConverter<NamedValue> {

        @Override
        public NamedValue convert(String argument) {
            return named(argument, RuleArgument.FORM);
        }
    }

    private static NamedValue named(String argument, String form) {
        try {
            return NamedValue.parse(argument, form);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private int report(Summary result) throws IOException {
        System.out.println(result.toText());
        if (summary != null) {
            result.write(summary);
        }
        return result.unaccounted() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}

package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraProbe;
import io.framewatch.ingest.capture.ProbeException;
import io.framewatch.ingest.capture.ProbeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera probe}. */
@Command(
        name = "probe",
        sortOptions = false,
        description =
                "Opens a camera or a file, watches it for some seconds, and prints what it sends and the"
                        + " command to add it. Needs no Kafka.",
        footer = {
            "",
            "  camera probe rtsp://10.0.0.5/stream --username viewer --password-env GATE_PASSWORD",
            "  camera probe http://10.0.0.6/video --picture seen.png"
        })
final class ProbeCommand implements Callable<Integer> {

    /** Options of a camera that change what is seen. */
    private static final List<String> KEYS =
            List.of("transport", "certificate", "track", "timeout", "fit");

    private static final int MAX_SECONDS = 600;

    @Parameters(paramLabel = "ADDRESS", description = "the camera's address, or a file")
    private String address;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "how long to watch, 1 to 600; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "write the latest picture as the classifier sees it, as PNG")
    private Path picture;

    @Mixin private DeviceLogin login;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    static CommandLine commandLine() {
        CommandLine probe = new CommandLine(new ProbeCommand());
        CameraKeys.addTo(probe.getCommandSpec(), KEYS);
        return probe;
    }

    @Override
    public Integer call() throws CommandException, ConfigurationException, IOException {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(
                    command.commandLine(), "--seconds " + seconds + " must be from 1 to 600");
        }
        Map<String, Object> options = CameraKeys.values(command);
        ProbeReport report = watch(options);
        if (picture != null) {
            SquarePicture.write(
                    report.picture()
                            .orElseThrow(() -> new CommandException("no picture was whole")),
                    picture);
        }
        ProbeText text = new ProbeText(report, address, options);
        command.commandLine()
                .getOut()
                .println(output.isJson() ? OutputFormat.json(text.toJson()) : text.toText());
        return CommandLine.ExitCode.OK;
    }

    private ProbeReport watch(Map<String, Object> options)
            throws CommandException, ConfigurationException, IOException {
        Map<String, Object> values = new LinkedHashMap<>(options);
        values.put("id", "probe");
        values.put("uri", address);
        CameraOptions camera =
                Configuration.element("camera", "cameras", values, CameraOptions.class);
        CameraCapture.loadNatives();
        try {
            return CameraProbe.watch(
                    camera, login.read(System.getenv()), Duration.ofSeconds(seconds));
        } catch (ProbeException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}

package io.framewatch.cli.traces;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.topic.KafkaClients;
import io.framewatch.trace.TraceExporter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code traces}: exports traces of frames and alerts until Ctrl-C. */
@Command(
        name = "traces",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Exports traces of OpenTelemetry by OTLP, from the capture of a frame to its result and"
                    + " the alert that it began, until Ctrl-C. See docs/monitoring.md.",
            "Where to is said by OpenTelemetry's environment variables; by default it is"
                    + " http://localhost:4318."
        },
        footer = {
            "",
            "  traces --config framewatch.yaml --sample 1",
            "  OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318 traces --config framewatch.yaml"
        })
public final class TracesCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--sample",
            paramLabel = "PART",
            defaultValue = "0.01",
            description =
                    "the part of all frames that have a trace, 0 to 1; those that began an alert"
                            + " always have one; default: ${DEFAULT-VALUE}")
    private double sample;

    @Spec private CommandSpec spec;

    private volatile boolean stopped;

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new TracesCommand());
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (!(sample >= 0 && sample <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--sample '%s' must be from 0 to 1".formatted(sample));
        }
        try {
            kafkaOption.use("results and alerts", this::export);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private void export(KafkaClients clients) {
        Interruption.of(() -> stopped = true);
        try (TraceExporter exporter = TraceExporter.open(clients, sample)) {
            spec.commandLine()
                    .getOut()
                    .printf("traces of alerts, and of %s of all frames, until Ctrl-C%n", sample);
            spec.commandLine().getOut().flush();
            while (!stopped) {
                exporter.poll(POLL);
            }
        }
    }
}

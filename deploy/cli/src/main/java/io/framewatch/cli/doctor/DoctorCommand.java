package io.framewatch.cli.doctor;

import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what is wrong and what to do: Java, native libraries, disk and ports of this"
                    + " machine; with a configuration also Kafka, topics, frames, the job, clocks and"
                    + " cameras. Changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is", "2:the command line is wrong"},
        footer = {"", "  doctor", "  doctor --config framewatch.yaml --output json"})
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration file of jobs or workers; its section kafka is used")
    private Path config;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new DoctorCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(Machine.look());
        if (config != null) {
            findings.addAll(cluster());
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(output.isJson() ? OutputFormat.json(findings) : text(findings));
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WRONG)
                ? CommandLine.ExitCode.SOFTWARE
                : CommandLine.ExitCode.OK;
    }

    private List<Finding> cluster() throws InterruptedException {
        try {
            Configuration file = Configuration.read(config);
            Optional<KafkaOptions> kafka = file.section("kafka", KafkaOptions.class);
            file.check();
            return Cluster.look(kafka.orElseThrow());
        } catch (ConfigurationException e) {
            return List.of(
                    Finding.wrong(
                            "configuration",
                            String.join("; ", e.problems()),
                            "correct " + config + ", see docs/configuration.md"));
        }
    }

    private static String text(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            rows.add(List.of(verdict, finding.subject(), finding.detail()));
            if (finding.advice() != null) {
                rows.add(List.of("", "", "→ " + finding.advice()));
            }
        }
        return TextTable.of(rows);
    }
}

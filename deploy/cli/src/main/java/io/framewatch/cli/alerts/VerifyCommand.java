package io.framewatch.cli.alerts;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.replay.JobSetting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch alerts verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description =
                "Proves an alert again: reads the retained frames of its camera, classifies them with"
                        + " the same model, decides by the same revision of the rule, and compares"
                        + " score, start, end, evidence and id with the alert.",
        exitCodeOnExecutionException = VerifyCommand.UNKNOWN,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven: all comes out equal",
            "1:something comes out otherwise",
            "2:it cannot be proven, and why, or the command line is wrong"
        },
        footer = {"", "  alerts verify car/gate-1/1764043290123/55 --config framewatch.yaml"})
final class VerifyCommand implements Callable<Integer> {

    static final int DIFFERENT = 1;
    static final int UNKNOWN = 2;

    @Parameters(paramLabel = "ID", description = "the alert")
    private String id;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the job's configuration file: kafka, rules, model and heads are used")
    private Path config;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "folder of the model; default: where the models topic or the configuration has it")
    private Path model;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        try {
            Verification verification =
                    new Verification(JobSetting.read(config), Optional.ofNullable(model));
            Proof proof = verification.of(id);
            out.println(output.isJson() ? OutputFormat.json(proof.toJson()) : proof.text());
            return proof.isProven() ? CommandLine.ExitCode.OK : DIFFERENT;
        } catch (CommandException e) {
            out.println(
                    output.isJson()
                            ? OutputFormat.json(unknown(e))
                            : "alert %s\ncannot be proven: %s".formatted(id, e.getMessage()));
            return UNKNOWN;
        }
    }

    private Map<String, Object> unknown(CommandException e) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alert", id);
        json.put("verdict", "cannot-be-proven");
        json.put("reason", e.getMessage());
        return json;
    }
}

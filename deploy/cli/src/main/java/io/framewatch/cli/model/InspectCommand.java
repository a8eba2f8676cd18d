package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.mobileformer.Inspection;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model inspect}. */
@Command(
        name = "inspect",
        sortOptions = false,
        description =
                "Prints the architecture of a Mobile-Former as the tables of the paper have it, with"
                        + " parameters and multiply-adds (convolution and linear layers, one image).")
final class InspectCommand implements Callable<Integer> {

    private static final int DEFAULT_CLASSES = 1000;

    @Mixin private NetworkOptions network;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "number of classes; default: " + DEFAULT_CLASSES)
    private Integer classes;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "a model folder in place of the options above")
    private Path model;

    @Option(names = "--layers", description = "print every layer below its stage")
    private boolean layers;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException {
        Inspection inspection = Inspection.of(variant());
        PrintWriter out = command.commandLine().getOut();
        if (output.isJson()) {
            out.println(OutputFormat.json(InspectionJson.of(inspection)));
        } else {
            ArchitectureTable.lines(inspection, layers).forEach(out::println);
        }
        return CommandLine.ExitCode.OK;
    }

    private Variant variant() throws CommandException {
        if (model == null) {
            return network.variant(classes == null ? DEFAULT_CLASSES : classes);
        }
        requireNoNetwork();
        try {
            return ModelFolder.variant(model)
                    .orElseThrow(
                            () ->
                                    new CommandException(
                                            "the graph of %s is not a Mobile-Former of Framewatch: it has no such table"
                                                    .formatted(model)));
        } catch (IOException e) {
            throw new CommandException(
                    "model %s cannot be read: %s".formatted(model, FileProblem.of(e)), e);
        }
    }

    /** A folder says which network it is: options that say so too would have no effect. */
    private void requireNoNetwork() {
        List<String> surplus = new ArrayList<>(network.given());
        if (classes != null) {
            surplus.add("--classes");
        }
        if (!surplus.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model %s excludes %s: the folder says which network it is"
                            .formatted(model, String.join(", ", surplus)));
        }
    }
}

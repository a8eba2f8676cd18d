package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model create}. */
@Command(
        name = "create",
        sortOptions = false,
        description =
                "Writes a Mobile-Former with random weights: it costs what a trained one does, and its"
                        + " answers mean nothing.")
final class CreateCommand implements Callable<Integer> {

    private static final int IMAGENET_CLASSES = 1000;
    private static final long SEED = 1;

    /** How the classes are given. */
    static final class Classes {

        @Option(
                names = "--classes",
                paramLabel = "N",
                description =
                        "number of classes, labelled class-0, class-1, ...; default: "
                                + IMAGENET_CLASSES)
        private Integer number;

        @Option(
                names = "--labels",
                paramLabel = "FILE",
                description = "the labels instead, one a line")
        private Path labels;
    }

    @Mixin private NetworkOptions network;
    @ArgGroup private Classes classes = new Classes();

    @Mixin private OutFolderOption out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException {
        List<String> labels = classes.labels == null ? null : LabelFile.read(classes.labels);
        Variant variant = network.variant(classes(labels));
        ModelDescription description = description(variant, labels);
        try {
            ModelFolder.write(out.folder(), variant, Weights.untrained(variant, SEED), description);
        } catch (IOException e) {
            throw new CommandException(
                    "model %s cannot be written: %s".formatted(out.folder(), FileProblem.of(e)), e);
        }
        PrintWriter print = command.commandLine().getOut();
        print.printf(
                "%s: %s %s, %d classes%n",
                out.folder(), description.name(), description.version(), variant.classes());
        print.println(
                "It is UNTRAINED: random weights, so its labels and scores mean nothing. It serves to"
                        + " try cameras, the job and alerts before there is a trained model.");
        return CommandLine.ExitCode.OK;
    }

    private int classes(List<String> labels) {
        if (labels != null) {
            return labels.size();
        }
        return classes.number == null ? IMAGENET_CLASSES : classes.number;
    }

    private static ModelDescription description(Variant variant, List<String> labels) {
        ModelDescription untrained = ModelDescription.untrained(variant);
        return labels == null ? untrained : untrained.withLabels(labels);
    }
}

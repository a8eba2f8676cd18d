package io.framewatch.cli.train;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.model.ModelCommand;
import io.framewatch.cli.model.NetworkOptions;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.training.EpochLog;
import io.framewatch.training.InitialWeights;
import io.framewatch.training.LabelledPictures;
import io.framewatch.training.TrainedFolder;
import io.framewatch.training.Training;
import io.framewatch.training.TrainingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch train}. */
@Command(
        name = "train",
        sortOptions = false,
        description =
                "Trains a Mobile-Former on photographs, on the CPU. Ctrl-C, or a kill, stops it; the"
                        + " same command continues.")
public final class TrainCommand implements Callable<Integer> {

    /** With fewer pictures, heads were better in trials, see docs/training.md. */
    private static final int MIN_PICTURES = 300;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|TAR",
            description = "the pictures: one folder a class")
    private Path data;

    @Option(
            names = "--val",
            paramLabel = "DIR|TAR",
            description = "pictures of the same classes to measure on, never learnt from")
    private Path validation;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "gets checkpoint, epochs.jsonl, curves.png, and at the end the folder model")
    private Path out;

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description =
                    "begin with the weights of this model folder or checkpoint; the last layer is made"
                            + " anew for other classes; default: random weights")
    private Path init;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "what the folders are called: a folder's name, a space, its label a line")
    private Path labels;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "of the model; default: mobile-former-VARIANT")
    private String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            defaultValue = "1",
            description = "of the model; default: ${DEFAULT-VALUE}")
    private String version;

    @Mixin private NetworkOptions network;
    @Mixin private RecipeOptions recipe;

    @Spec private CommandSpec command;

    /** The command. */
    public static CommandLine commandLine() {
        CommandLine train = new CommandLine(new TrainCommand());
        train.getCommandSpec().addOption(ModelCommand.help());
        train.registerConverter(Variant.class, ModelCommand::variant)
                .setCaseInsensitiveEnumValuesAllowed(true);
        return train;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        try {
            return train();
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private int train() throws IOException, CommandException {
        requireWritable(out);
        LabelledPictures pictures = read(data);
        LabelledPictures measured = validation == null ? null : read(validation);
        Variant variant = network.variant(pictures.labels().size());
        TrainingOptions options = recipe.of(variant, pictures.size(), err()::println);
        TrainedFolder model = model(pictures, options);
        if (pictures.size() < MIN_PICTURES) {
            err().printf(
                            "%d pictures are few: for one camera, ./framewatch teach is likely better"
                                    + " below some %d, see docs/teach.md%n",
                            pictures.size(), MIN_PICTURES);
        }
        try (Training training =
                Training.open(options, pictures, measured, weights(variant, options), out)) {
            return run(training, options, model);
        }
    }

    private int run(Training training, TrainingOptions options, TrainedFolder model)
            throws IOException {
        EpochLog log = EpochLog.open(out, training.epoch());
        Interruption interruption = Interruption.of(training::stop);
        try (TrainingProgress progress =
                new TrainingProgress(
                        options,
                        training,
                        out,
                        log,
                        command.commandLine().getOut(),
                        () -> model.write(training, log, out))) {
            if (!training.run(progress)) {
                err().println(
                                training.progress() > 0
                                        ? "Stopped; the same command goes on where it was."
                                        : "Stopped before the first step; nothing is kept.");
                return Interruption.EXIT_CODE;
            }
        }
        model.write(training, log, out);
        command.commandLine().getOut().println(out.resolve(TrainedFolder.FOLDER) + " is ready");
        return interruption.occurred() ? Interruption.EXIT_CODE : CommandLine.ExitCode.OK;
    }

    /** The folder is made with the first checkpoint, which may be after an hour of work. */
    private static void requireWritable(Path folder) throws CommandException {
        Path nearest = folder.toAbsolutePath().normalize();
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            throw new CommandException(
                    "--out %s: %s must be a folder that this user may write to"
                            .formatted(folder, nearest));
        }
    }

    private LabelledPictures read(Path source) throws IOException {
        LabelledPictures pictures = LabelledPictures.read(source);
        pictures.refused().forEach(file -> err().println("left out: " + file));
        command.commandLine()
                .getOut()
                .printf(
                        "%s: %d pictures of %d classes%n",
                        source, pictures.size(), pictures.labels().size());
        return pictures;
    }

    private Weights weights(Variant variant, TrainingOptions options) throws IOException {
        return init == null
                ? Weights.untrained(variant, options.step().seed())
                : InitialWeights.read(init, variant, options.step().seed());
    }

    /** The name of the first weights: by the manifest of a model, by the file of a checkpoint. */
    private String initial() throws IOException, CommandException {
        if (!Files.isDirectory(init)) {
            return init.getFileName().toString();
        }
        try {
            ModelManifest manifest = ModelManifest.read(ModelFiles.of(init));
            return manifest.name() + " " + manifest.version();
        } catch (InvalidModelException e) {
            throw new CommandException(init + ": " + e.getMessage(), e);
        }
    }

    private TrainedFolder model(LabelledPictures pictures, TrainingOptions options)
            throws IOException, CommandException {
        List<String> folders = pictures.labels();
        String source = data.getFileName().toString();
        return new TrainedFolder(
                name == null ? "mobile-former-" + options.variant().name() : name,
                version,
                labels == null ? folders : FolderLabelFile.read(labels, folders),
                init == null ? source : source + ", from the weights of " + initial(),
                pictures.size(),
                options);
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}

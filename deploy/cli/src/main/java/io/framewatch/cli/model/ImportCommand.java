package io.framewatch.cli.model;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import io.framewatch.mobileformer.checkpoint.Checkpoint;
import io.framewatch.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model import}. */
@Command(
        name = "import",
        sortOptions = false,
        description =
                "Makes a model of trained weights: a checkpoint of PyTorch (torch.save, zip or legacy"
                        + " format) or a safetensors file. The file runs no code.")
final class ImportCommand implements Callable<Integer> {

    private static final int IMAGENET_CLASSES = 1000;

    @Mixin private NetworkOptions network;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description = "the checkpoint")
    private Path weights;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "the labels, one a line, in the order of the logits; default: those of the model"
                            + " folder that the weights are in, else class-0, class-1, ...")
    private Path labels;

    @Mixin private OutFolderOption out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the model; default: mobile-former-VARIANT")
    private String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "version of the model; default: the start of the checkpoint's SHA-256")
    private String version;

    @Spec private CommandSpec command;

    private final Workspace workspace;

    ImportCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws CommandException {
        try (Checkpoint checkpoint = Checkpoint.open(weights)) {
            Variant variant = network.variant(checkpoint.classes().orElse(IMAGENET_CLASSES));
            make(checkpoint, variant);
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            // The entries that do not fit, or a blank name.
            throw new CommandException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandException(FileProblem.of(e), e);
        }
    }

    private void make(Checkpoint checkpoint, Variant variant) throws IOException, CommandException {
        Weights imported = checkpoint.weights(variant);
        ModelDescription description = description(checkpoint, variant);
        Publication.of(
                workspace,
                draft -> ModelFolder.write(draft, variant, imported, description),
                out.folder());
        command.commandLine()
                .getOut()
                .printf(
                        "%s: %s %s, %d classes, from %s%n",
                        out.folder(),
                        description.name(),
                        description.version(),
                        variant.classes(),
                        weights);
    }

    private ModelDescription description(Checkpoint checkpoint, Variant variant)
            throws IOException, CommandException {
        String digest = FileDigest.sha256(weights);
        String key = checkpoint.key().isEmpty() ? "" : ", " + checkpoint.key();
        return new ModelDescription(
                name == null ? "mobile-former-" + variant.name() : name,
                version == null ? digest.substring(0, 8) : version,
                labels(variant.classes()),
                true,
                "Imported from %s (SHA-256 %s%s).".formatted(weights.getFileName(), digest, key),
                Map.of());
    }

    private List<String> labels(int classes) throws IOException, CommandException {
        if (labels != null) {
            return requireOneEach(LabelFile.read(labels), "label file " + labels, classes);
        }
        Path manifest = weights.resolveSibling(ModelFolder.MANIFEST);
        return weights.endsWith(TrainedModel.WEIGHTS) && Files.exists(manifest)
                ? requireOneEach(labelsOf(manifest), manifest.toString(), classes)
                : IntStream.range(0, classes).mapToObj(i -> "class-" + i).toList();
    }

    private static List<String> labelsOf(Path manifest) throws IOException, CommandException {
        try {
            return ModelManifest.read(ModelFiles.of(manifest.toAbsolutePath().getParent()))
                    .labels();
        } catch (InvalidModelException e) {
            throw new CommandException(manifest + ": " + e.getMessage(), e);
        }
    }

    private List<String> requireOneEach(List<String> read, String source, int classes)
            throws CommandException {
        if (read.size() != classes) {
            throw new CommandException(
                    "%s has %d labels: must be %d, one for each class of %s"
                            .formatted(source, read.size(), classes, weights));
        }
        return read;
    }
}

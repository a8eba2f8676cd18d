package io.framewatch.local.model;

import io.framewatch.classify.ModelFiles;
import io.framewatch.local.LocalException;
import io.framewatch.local.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model add}. */
@Command(
        name = "add",
        sortOptions = false,
        description =
                "Makes a model of any ONNX classifier of 224x224 images with a dynamic batch axis, and"
                        + " a manifest that says how it is fed. It is run before it is accepted.")
final class AddCommand implements Callable<Integer> {

    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "FILE",
            description = "the graph with its weights in one file")
    private Path onnx;

    @Option(
            names = "--manifest",
            required = true,
            paramLabel = "FILE",
            description =
                    "its manifest, see docs/model.md; \"labels\" may be the name of a file beside it")
    private Path manifest;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "the model folder; a model that is there is replaced")
    private Path out;

    @Spec private CommandSpec command;

    private final Workspace workspace;

    AddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws LocalException {
        OwnManifest own = OwnManifest.read(manifest);
        requireOneFile();
        Publication.of(
                workspace,
                draft -> {
                    Files.copy(onnx, draft.resolve(ModelFiles.GRAPH));
                    Files.write(draft.resolve(ModelFiles.MANIFEST), own.json());
                },
                out);
        command.commandLine().getOut().printf("%s: %s%n", out, own.title());
        return CommandLine.ExitCode.OK;
    }

    private void requireOneFile() throws LocalException {
        try {
            if (ExternalWeights.areIn(onnx)) {
                throw new LocalException(
                        ("graph %s keeps weights in other files: export it as one file"
                                        + " (torch.onnx.export: external_data=False)")
                                .formatted(onnx));
            }
        } catch (IOException e) {
            throw new LocalException(
                    "graph %s cannot be read: %s".formatted(onnx, FileProblem.of(e)), e);
        }
    }
}

package io.framewatch.cli.model;

import io.framewatch.classify.AdoptedGraph;
import io.framewatch.classify.GraphAdoption;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model add}. */
@Command(
        name = "add",
        sortOptions = false,
        description =
                "Makes a model of any ONNX classifier of 224x224 images and a manifest that says how it"
                        + " is fed. A graph for one image is opened for batches. It is run before it is"
                        + " accepted.")
final class AddCommand implements Callable<Integer> {

    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "FILE",
            description = "the graph, with its weights or beside them")
    private Path onnx;

    @Option(
            names = "--manifest",
            required = true,
            paramLabel = "FILE",
            description =
                    "its manifest, see docs/model.md; \"labels\" may be the name of a file beside it")
    private Path manifest;

    @Option(
            names = "--embedding",
            paramLabel = "TENSOR",
            description =
                    "the tensor of the graph that heads are taught on; default: the manifest's, or"
                            + " what the last layer reads")
    private String embedding;

    @Mixin private OutFolderOption out;

    @Spec private CommandSpec command;

    private final Workspace workspace;

    AddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws CommandException {
        OwnManifest own = OwnManifest.read(manifest, embedding);
        OpenModel.requireSize(out.folder(), own.manifest().input());
        AdoptedGraph graph = adopt(own.manifest());
        Publication.of(
                workspace,
                draft -> {
                    Files.write(draft.resolve(ModelFiles.GRAPH), graph.onnx());
                    Files.write(draft.resolve(ModelFiles.MANIFEST), own.json(graph));
                },
                out.folder());
        report(own, graph);
        return CommandLine.ExitCode.OK;
    }

    private AdoptedGraph adopt(ModelManifest fed) throws CommandException {
        try {
            return GraphAdoption.of(fed, ExternalWeights.included(onnx));
        } catch (InvalidModelException e) {
            throw new CommandException(
                    "graph %s: %s".formatted(onnx, String.join("; ", e.problems())), e);
        } catch (IOException e) {
            throw new CommandException(
                    "graph %s cannot be read: %s".formatted(onnx, FileProblem.of(e)), e);
        }
    }

    private void report(OwnManifest own, AdoptedGraph graph) {
        PrintWriter text = command.commandLine().getOut();
        text.printf("%s: %s%n", out.folder(), own.title());
        if (graph.batch() > 0) {
            text.printf(
                    "  batches: of any size, in the file of %d; nodes changed: %d; gives what the file gives%n",
                    graph.batch(), graph.changedNodes());
        }
        if (!graph.logits().equals(own.manifest().outputs().logits())) {
            text.printf(
                    "  logits: '%s', because '%s' are probabilities%n",
                    graph.logits(), own.manifest().outputs().logits());
        }
        text.println(
                graph.embedding() == null
                        ? "  embedding: none was found, so no heads can be taught on it; --embedding names a tensor"
                        : "  embedding: '%s', %d values"
                                .formatted(graph.embedding(), graph.embeddingLength()));
    }
}

package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Puts a model where it is wanted, once it has shown in the workspace that it runs. */
final class Publication {

    private static final String DRAFT = "model-draft";

    private Publication() {}

    /**
     * Writes, tries and publishes a model. Readers of the folder see the old model or the new one.
     *
     * @throws CommandException if the model does not run or cannot be written; the folder is as it
     *     was then
     */
    static void of(Workspace workspace, ModelFolder.Contents contents, Path folder)
            throws CommandException {
        Path draft = workspace.folder(DRAFT);
        try {
            ModelFolder.write(draft, contents);
            TrialRun.of(draft, folder);
            ModelFolder.write(folder, fresh -> copy(draft, fresh));
        } catch (IOException e) {
            throw new CommandException(
                    "model %s cannot be written: %s".formatted(folder, FileProblem.of(e)), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}

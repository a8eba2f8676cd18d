package io.framewatch.cli.model;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say which model folder is announced. */
final class DeployedFolder {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "model folder")
    private Path model;

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description =
                    "where the task managers find the same folder: a path or any URI that Flink can"
                            + " read; default: the folder's absolute path")
    private String uri;

    /**
     * Reads the folder.
     *
     * @param role what the model in it is to do
     * @throws CommandException if it is no model
     */
    ModelDeployment deployment(Function<Folder, Role> role) throws CommandException {
        ModelFiles files = ModelFiles.of(model);
        try {
            ModelManifest manifest = ModelManifest.read(files);
            Folder folder = new Folder(uri(), ModelDigest.of(files));
            return new ModelDeployment(
                    manifest.name(), manifest.version(), role.apply(folder), now());
        } catch (IOException e) {
            throw new CommandException(model + " is no model: " + FileProblem.of(e), e);
        } catch (InvalidModelException e) {
            throw new CommandException(model + " is no model: " + e.getMessage(), e);
        }
    }

    private String uri() {
        return uri == null ? model.toAbsolutePath().normalize().toUri().toString() : uri;
    }

    /** As exact as its JSON. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

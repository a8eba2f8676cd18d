package io.framewatch.cli.model;

import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.event.ModelDeployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     * @param share of the frames; null unless it is a shadow
     * @throws CommandException if it is no model
     */
    ModelDeployment deployment(ModelDeployment.Role role, Double share) throws CommandException {
        ModelFiles files = ModelFiles.of(model);
        try {
            ModelManifest manifest = ModelManifest.read(files);
            return new ModelDeployment(
                    manifest.name(),
                    manifest.version(),
                    uri == null ? model.toAbsolutePath().normalize().toUri().toString() : uri,
                    ModelDigest.of(files),
                    role,
                    share,
                    null,
                    now());
        } catch (IOException e) {
            throw new CommandException(model + " is no model: " + FileProblem.of(e), e);
        } catch (InvalidModelException e) {
            throw new CommandException(model + " is no model: " + e.getMessage(), e);
        }
    }

    /** As exact as its JSON. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

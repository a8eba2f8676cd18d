package io.framewatch.cli.model;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a command writes a model. */
final class OutFolderOption {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "the model folder; a model that is there is replaced")
    private Path folder;

    Path folder() {
        return folder;
    }
}

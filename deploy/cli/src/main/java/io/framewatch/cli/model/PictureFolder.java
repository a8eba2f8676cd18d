package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.training.PictureFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder of pictures that a user names. */
public final class PictureFolder {

    private PictureFolder() {}

    /**
     * Finds its pictures, see {@link PictureFiles}.
     *
     * @return at least one
     * @throws CommandException if the folder cannot be read or has none
     */
    public static List<Path> files(Path folder) throws CommandException {
        try {
            List<Path> files = PictureFiles.in(folder);
            if (files.isEmpty()) {
                throw new CommandException("folder " + folder + " has no pictures");
            }
            return files;
        } catch (IOException e) {
            throw new CommandException(
                    "folder %s cannot be read: %s".formatted(folder, FileProblem.of(e)), e);
        }
    }
}

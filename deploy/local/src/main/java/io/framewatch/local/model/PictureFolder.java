package io.framewatch.local.model;

import io.framewatch.local.LocalException;
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
     * @throws LocalException if the folder cannot be read or has none
     */
    public static List<Path> files(Path folder) throws LocalException {
        try {
            List<Path> files = PictureFiles.in(folder);
            if (files.isEmpty()) {
                throw new LocalException("folder " + folder + " has no pictures");
            }
            return files;
        } catch (IOException e) {
            throw new LocalException(
                    "folder %s cannot be read: %s".formatted(folder, FileProblem.of(e)), e);
        }
    }
}

package io.framewatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary folder that goes with everything in it. */
public final class Workspace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes an empty folder.
     *
     * @throws LocalException if the machine has no room for temporary files
     */
    public static Workspace create() throws LocalException {
        try {
            return new Workspace(Files.createTempDirectory("framewatch-"));
        } catch (IOException e) {
            throw new LocalException("no temporary folder: " + e, e);
        }
    }

    /** A folder of that name in this one; it need not be there. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** Removes the folder. Idempotent. */
    @Override
    public void close() {
        try {
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException e) {
            LOG.warn("Temporary folder {} could not be removed: {}", folder, e.toString());
        }
    }
}

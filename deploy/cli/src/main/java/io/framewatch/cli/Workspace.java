package io.framewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for temporary files that goes with everything in it. */
public final class Workspace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    /**
     * Property of the launcher, which also makes the folder the JVM's own for temporary files: some
     * libraries unpack their natives there and leave them.
     */
    private static final String GIVEN = "framewatch.workspace";

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the folder that the launcher made for this process, or makes one.
     *
     * @throws CommandException if the folder cannot be made
     */
    public static Workspace create() throws CommandException {
        String given = System.getProperty(GIVEN);
        try {
            return new Workspace(
                    given == null ? Files.createTempDirectory("framewatch-") : Path.of(given));
        } catch (IOException e) {
            throw new CommandException("no temporary folder can be made: " + e, e);
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

package io.framewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for temporary files; closing it removes it with all contents. */
public final class Workspace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    /**
     * Property of the launcher, which makes this also the JVM's folder for temporary files: some
     * libraries unpack native code there and do not remove it.
     */
    private static final String GIVEN = "framewatch.workspace";

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the folder that the launcher made for this process; makes one if there is none.
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

    /** The path of a folder of that name in this one; the folder need not exist. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** Removes the folder. Idempotent. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("Temporary folder {} is removed already", folder);
        } catch (IOException e) {
            LOG.warn("Temporary folder {} could not be removed: {}", folder, e.toString());
        }
    }
}

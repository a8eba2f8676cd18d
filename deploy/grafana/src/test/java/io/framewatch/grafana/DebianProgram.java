package io.framewatch.grafana;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts programs of the packages in {@code src/test/debian-packages}. */
final class DebianProgram {

    private static final Path PACKAGES = Path.of("src/test/debian-packages");

    private DebianProgram() {}

    /** Starts a program whose two outputs go to a file; fails where it is missing. */
    static Process start(Path output, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s does not start; it needs the Debian packages listed in %s (as root,"
                                    .formatted(
                                            command.get(0), PACKAGES.toAbsolutePath().normalize())
                            + " ./framewatch test installs them)",
                    e);
        }
    }
}

package io.framewatch.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Commands that a module adds to {@code ./framewatch}, found by {@link java.util.ServiceLoader}. So
 * a room above this one, such as the demo, has its command here, and a distribution without that
 * room does not.
 */
public interface CommandSet {

    /**
     * What makes each command, by its name. A command is made only if it is needed, so a class path
     * may have the libraries of some commands alone.
     *
     * @param workspace for their temporary files; stays the caller's
     */
    Map<String, Supplier<CommandLine>> commands(Workspace workspace);

    /** Resources that configure the log, by the name of the command; others log warnings. */
    default Map<String, String> logging() {
        return Map.of();
    }
}

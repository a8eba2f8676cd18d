package io.framewatch.page;

import java.util.List;
import java.util.Optional;

/**
 * Runs commands of {@code ./framewatch}: the page changes nothing by itself, so that it has the
 * same checks and messages as the command line. Thread-safe.
 */
public interface Commands {

    /** Stands among the arguments for the name of a file that exists while the command runs. */
    String FILE = "{file}";

    /**
     * Runs a command at the cluster of the page.
     *
     * @param arguments the words after {@code ./framewatch}, without those that say where Kafka is
     * @param file what {@link #FILE} holds before; empty if there is none
     */
    Outcome run(List<String> arguments, Optional<String> file) throws InterruptedException;

    /**
     * What came of a command.
     *
     * @param ok whether it did what it was to do
     * @param out what it printed
     * @param problem what it says against it, in lines for people
     * @param file what {@link #FILE} holds now
     */
    record Outcome(boolean ok, String out, String problem, byte[] file) {}
}

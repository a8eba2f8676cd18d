package io.framewatch.ingest.fleet;

import io.framewatch.configuration.Redaction;
import java.util.function.Consumer;

/**
 * Says once what is wrong, however often it is tried again, and never a secret: people write
 * passwords everywhere. Thread-safe.
 */
final class Notices {

    private final Consumer<String> lines;
    private String last = "";

    /**
     * @param lines gets each line; must not block
     */
    Notices(Consumer<String> lines) {
        this.lines = line -> lines.accept(Redaction.hide(line));
    }

    /** Says a line. */
    void say(String line) {
        lines.accept(line);
    }

    /** Says what is wrong unless it was said last. */
    synchronized void troubled(String line) {
        if (!line.equals(last)) {
            last = line;
            lines.accept(line);
        }
    }

    /** Whatever was wrong is not any more. */
    synchronized void untroubled() {
        last = "";
    }
}

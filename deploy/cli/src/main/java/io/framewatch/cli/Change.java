package io.framewatch.cli;

import java.util.Locale;
import java.util.Optional;

/** What a command makes of what a topic has. */
public enum Change {
    CREATED,
    CONFIGURED,
    UNCHANGED,
    REMOVED;

    /**
     * What it is to make it what it is to be.
     *
     * @param before what it is now; empty if it is not there
     */
    public static <T> Change of(Optional<T> before, T wanted) {
        if (before.isEmpty()) {
            return CREATED;
        }
        return before.get().equals(wanted) ? UNCHANGED : CONFIGURED;
    }

    /**
     * A line such as {@code camera/gate created}.
     *
     * @param kind such as {@code camera}
     */
    public String line(String kind, Object id) {
        return kind + "/" + TextTable.shown(id.toString()) + " " + name().toLowerCase(Locale.ROOT);
    }
}

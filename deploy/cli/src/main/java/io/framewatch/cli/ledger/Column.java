package io.framewatch.cli.ledger;

import java.util.Locale;

/** The counts of a run, in the order of the table. */
enum Column {
    CAPTURED,
    SKIPPED,
    DROPPED,
    PUBLISHED,
    CLASSIFIED,
    DEAD_LETTERED,
    SHED,
    IN_FLIGHT,
    UNACCOUNTED,
    UNSEEN;

    String title() {
        return name().replace('_', '-');
    }

    /** The key of the JSON, as on the topic. */
    String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1
                ? words[0]
                : words[0]
                        + words[1].substring(0, 1).toUpperCase(Locale.ROOT)
                        + words[1].substring(1);
    }
}

package io.framewatch.ingest.capture;

/** How options say what is wrong with them: name, value and rule. */
final class Rule {

    private Rule() {}

    static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + " " + rule);
        }
    }
}

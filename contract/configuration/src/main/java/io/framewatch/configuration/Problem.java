package io.framewatch.configuration;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One thing that is wrong with a configuration.
 *
 * @param at the key; the empty pointer is the whole file
 * @param text value received and rule broken, or only the rule
 * @param harmless whether the element can still be bound: an unknown key spoils nothing else
 */
record Problem(JsonPointer at, String text, boolean harmless) {

    Problem(JsonPointer at, String text) {
        this(at, text, false);
    }

    /** Whether the value of the given key cannot be bound for this problem. */
    boolean spoils(JsonPointer key) {
        return !harmless && (at + "/").startsWith(key + "/");
    }

    /** The problem as one line, such as {@code cameras[1].fps: 0 must be greater than 0}. */
    String line() {
        return keyText(at) + ": " + text;
    }

    static String keyText(JsonPointer pointer) {
        StringBuilder key = new StringBuilder();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            if (rest.mayMatchElement()) {
                key.append('[').append(rest.getMatchingIndex()).append(']');
            } else {
                key.append(key.length() == 0 ? "" : ".").append(rest.getMatchingProperty());
            }
        }
        return key.length() == 0 ? "the file" : key.toString();
    }
}

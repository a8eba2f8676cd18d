package io.framewatch.event;

/** The rule for components that must be text. */
final class Texts {

    private Texts() {}

    /**
     * Requires text.
     *
     * @param what the component, for the message
     * @throws IllegalArgumentException if the value is null or blank
     */
    static void require(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " '" + value + "' must be text");
        }
    }
}

package io.framewatch.local;

/**
 * An argument of the form {@code ID=VALUE}.
 *
 * @param id what stands before the first {@code =}
 * @param value the rest
 */
record NamedValue(String id, String value) {

    /**
     * Splits an argument.
     *
     * @param form how it is to look, for messages
     * @throws IllegalArgumentException if it has another form; the message does not show it, as
     *     addresses of cameras hold passwords
     */
    static NamedValue parse(String argument, String form) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("must be " + form);
        }
        return new NamedValue(argument.substring(0, equals), argument.substring(equals + 1));
    }
}

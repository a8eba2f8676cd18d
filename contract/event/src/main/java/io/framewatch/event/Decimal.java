package io.framewatch.event;

import java.util.regex.Pattern;

/** Whole numbers as text: ASCII digits without sign or leading zeros, so that each has one form. */
public final class Decimal {

    private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    private Decimal() {}

    /**
     * Reads a number.
     *
     * @param what names the number in messages, such as {@code header ce_width}
     * @throws IllegalArgumentException if the text has another form or the number is out of range
     */
    public static long parse(String what, String text, long least, long greatest) {
        if (FORM.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= greatest && !text.equals("-0")) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // 19 digits may be more than a long holds: out of range as well
            }
        }
        throw new IllegalArgumentException(
                "%s '%s' must be a whole number from %d to %d"
                        .formatted(what, text, least, greatest));
    }
}

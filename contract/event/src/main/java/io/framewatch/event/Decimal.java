package io.framewatch.event;

/** Whole numbers as text: ASCII digits without sign or leading zeros, so that each has one form. */
public final class Decimal {

    /** More digits than any {@code long} has. */
    private static final int TOO_MANY_DIGITS = 20;

    private Decimal() {}

    /**
     * Reads a number.
     *
     * @param what names the number in messages, such as {@code header ce_width}
     * @throws IllegalArgumentException if the text has another form or the number is out of range
     */
    public static long parse(String what, String text, long least, long greatest) {
        if (hasForm(text)) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= greatest) {
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

    /** By hand: each frame has eight of these, and a matcher takes 200 bytes. */
    private static boolean hasForm(String text) {
        boolean negative = text.startsWith("-");
        int digits = text.length() - (negative ? 1 : 0);
        if (digits < 1 || digits >= TOO_MANY_DIGITS) {
            return false;
        }
        char first = text.charAt(text.length() - digits);
        if (first == '0') {
            return digits == 1 && !negative;
        }
        for (int i = text.length() - digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

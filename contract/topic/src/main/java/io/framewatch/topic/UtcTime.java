package io.framewatch.topic;

/**
 * Recognises times in the form that nearly all events have, without parsing them: each frame has
 * one, and Java's parser makes 2 kB of garbage of it.
 */
final class UtcTime {

    /** A zero stands for any digit. */
    private static final String FORM = "0000-00-00T00:00:00";

    private static final int MAX_FRACTION_DIGITS = 9;

    /** The days that each month has. */
    private static final int DAYS = 28;

    private UtcTime() {}

    /**
     * Whether a text is a time such as {@code 2026-11-25T04:01:30.123456Z} for certain: in UTC,
     * with seconds, on a day that each month has. Other times are not recognised.
     */
    static boolean isPlain(String text) {
        return hasForm(text)
                && number(text, 5) >= 1
                && number(text, 5) <= 12
                && number(text, 8) >= 1
                && number(text, 8) <= DAYS
                && number(text, 11) < 24
                && number(text, 14) < 60
                && number(text, 17) < 60;
    }

    private static boolean hasForm(String text) {
        int fraction = text.length() - FORM.length() - 1;
        if (fraction < 0 || fraction > MAX_FRACTION_DIGITS + 1 || !text.endsWith("Z")) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            boolean fits =
                    FORM.charAt(i) == '0' ? isDigit(text, i) : text.charAt(i) == FORM.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return fraction == 0 || isFraction(text, FORM.length(), text.length() - 1);
    }

    private static boolean isFraction(String text, int from, int to) {
        if (text.charAt(from) != '.' || to - from < 2) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isDigit(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(String text, int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static int number(String text, int index) {
        return 10 * (text.charAt(index) - '0') + text.charAt(index + 1) - '0';
    }
}

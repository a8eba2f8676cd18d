package io.framewatch.configuration;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of durations in the file and on the command line: {@code 20ms}, {@code 10s}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|min|h)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of(
                    "ms", ChronoUnit.MILLIS,
                    "s", ChronoUnit.SECONDS,
                    "min", ChronoUnit.MINUTES,
                    "h", ChronoUnit.HOURS);

    private Durations() {}

    /**
     * Reads a duration: a whole number and one of the units ms, s, min, h.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be a duration such as 20ms, 10s, 5min or 1h");
        }
        return Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
    }
}

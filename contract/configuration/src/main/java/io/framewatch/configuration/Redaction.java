package io.framewatch.configuration;

import java.util.regex.Pattern;

/**
 * Takes secrets out of text that people or machines will read.
 *
 * <p>It hides the user-info of addresses, whatever is wrong with them; values of parameters that
 * are named like secrets, with the rest of their query; headers with a login; and what Kafka quotes
 * of a login that it cannot read. It rather hides too much than too little: in {@code
 * rtsp://host/a@b} the host goes too, and so does the first half of a mail address.
 */
public final class Redaction {

    /** Stands where a secret was. */
    public static final String HIDDEN = "***";

    /** Ends at the last at sign of the line, as a password may have any character. */
    private static final Pattern USER_INFO = Pattern.compile("://.*@");

    /** The same without {@code ://}: a slash, a colon or the whole scheme was forgotten. */
    private static final Pattern WORD_WITH_AT =
            Pattern.compile("(?<=^|[\\s'\"(\\[<])(?=[^\\s'\"(\\[<])(?!\\S*://)\\S+@");

    /** The at sign was forgotten, so that the password stands where the port should be. */
    private static final Pattern NO_PORT =
            Pattern.compile(
                    "(://[^/\\s:@\\[]*:)(?!\\d{1,5}(?:[/?#'\"),;&.\\s]|:\\s|$))\\S*?(?=['\"]?(?:\\s|$))");

    private static final String SECRET_NAME =
            "[\\w.-]*(?:pass|pwd|psw|pswd|secret|token|auth|credential|signature|session|ticket"
                    + "|jwt|(?:api|access|stream)[_-]?key)[\\w.-]*"
                    + "|\\w*pas|(?<![A-Za-z0-9])(?:key|pw|sig|sid|pin|otp|login)";

    /** Cameras take secrets in the query, or in the path with other separators. */
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i)((?:"
                            + SECRET_NAME
                            + ")(?:=|%3D|:(?=[^\\s/*])|[\"']\\s*:\\s*))"
                            + "(?:\"(?:[^\"\\\\\\n]|\\\\.)*\"?|\\S*?(?=['\"]?(?:\\s|$)))");

    /** An option that a command does not have, as picocli lists it. */
    private static final Pattern UNKNOWN_OPTION =
            Pattern.compile("(?i)('--?[\\w-]*(?:pass|pwd|secret|token)[\\w-]*', ')[^']*");

    private static final Pattern HEADER = Pattern.compile("(?i)(authorization|cookie)(: *).*");

    /** A password with a space and without quotes: its second half is taken for a key. */
    private static final Pattern JAAS = Pattern.compile("(?s)'.*' in JAAS config");

    private Redaction() {}

    /** Returns the text with {@link #HIDDEN} in place of everything that looks like a secret. */
    public static String hide(String text) {
        String hidden = HEADER.matcher(text).replaceAll("$1$2" + HIDDEN);
        hidden = JAAS.matcher(hidden).replaceAll("'" + HIDDEN + "' in JAAS config");
        hidden = USER_INFO.matcher(hidden).replaceAll("://" + HIDDEN + "@");
        hidden = WORD_WITH_AT.matcher(hidden).replaceAll(HIDDEN + "@");
        hidden = NO_PORT.matcher(hidden).replaceAll("$1" + HIDDEN);
        hidden = UNKNOWN_OPTION.matcher(hidden).replaceAll("$1" + HIDDEN);
        return PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN);
    }
}

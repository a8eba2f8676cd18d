package io.framewatch.configuration;

import java.util.regex.Pattern;

/**
 * Takes secrets out of text that people or machines will read.
 *
 * <p>It hides the user-info of URIs, values of parameters named like passwords (many cameras take
 * them in the query or in the path), HTTP authorization headers, and what Kafka quotes of a login
 * that it cannot read. It rather hides too much than too little: in {@code rtsp://host/a@b} the
 * host goes too.
 */
public final class Redaction {

    /** Stands where a secret was. */
    public static final String HIDDEN = "***";

    private static final Pattern USER_INFO = Pattern.compile("://\\S*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key)=)[^&\\s]*");
    private static final Pattern HEADER = Pattern.compile("(?i)(authorization:).*");

    /** A password with a space and without quotes: its second half is taken for a key. */
    private static final Pattern JAAS = Pattern.compile("(?s)'.*' in JAAS config");

    private Redaction() {}

    /** Returns the text with {@link #HIDDEN} in place of everything that looks like a secret. */
    public static String hide(String text) {
        String hidden = USER_INFO.matcher(text).replaceAll("://" + HIDDEN + "@");
        hidden = PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN);
        hidden = JAAS.matcher(hidden).replaceAll("'" + HIDDEN + "' in JAAS config");
        return HEADER.matcher(hidden).replaceAll("$1 " + HIDDEN);
    }
}

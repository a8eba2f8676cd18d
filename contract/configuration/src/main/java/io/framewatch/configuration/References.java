package io.framewatch.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in a text: a variable of the environment,
 * or what a file in UTF-8 holds, without its final line break. {@code $${} is a literal {@code ${};
 * what is put in is not looked at again.
 */
final class References {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?<literal>\\$\\{)|\\$\\{((?<kind>env|file):(?<name>[^${}]+)})?");
    private static final Pattern FINAL_LINE_BREAK = Pattern.compile("\\r?\\n\\z");

    private final Map<String, String> environment;

    /**
     * A text without its references.
     *
     * @param text meaningless if there are problems
     * @param problems each names a reference and what is wrong with it, none a value
     */
    record Resolved(String text, List<String> problems) {}

    References(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether there is anything to replace. */
    static boolean isIn(String text) {
        return REFERENCE.matcher(text).find();
    }

    Resolved resolve(String text) {
        List<String> problems = new ArrayList<>();
        String resolved =
                REFERENCE
                        .matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(value(match, problems)));
        return new Resolved(resolved, problems);
    }

    private String value(MatchResult match, List<String> problems) {
        String literal = match.group(1);
        if (literal != null) {
            return literal;
        }
        try {
            return value(match.group(3), match.group(4));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return "";
        }
    }

    private String value(String kind, String name) {
        if (kind == null) {
            throw new IllegalArgumentException(
                    "the hidden value must have a literal ${ as $${, or a reference ${env:NAME} or"
                            + " ${file:PATH}");
        }
        return kind.equals("env") ? variable(name) : content(name);
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "${env:" + name + "} must name a variable of the environment");
        }
        return value;
    }

    private static String content(String file) {
        try {
            return FINAL_LINE_BREAK.matcher(Files.readString(Path.of(file))).replaceFirst("");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "${file:" + file + "} must name a file that can be read: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}

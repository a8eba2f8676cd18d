package io.framewatch.configuration;

import java.util.List;

/**
 * A configuration that cannot be used; the message has one line for each of its problems, without
 * secrets.
 */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigurationException(String origin, List<String> problems) {
        super(message(origin, hidden(problems)));
        this.problems = hidden(problems);
    }

    /** The problems, one line each, such as {@code cameras[1].fps: 0 must be greater than 0}. */
    public List<String> problems() {
        return problems;
    }

    private static List<String> hidden(List<String> problems) {
        return problems.stream().map(Redaction::hide).toList();
    }

    private static String message(String origin, List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return origin + " has " + count + ":\n  " + String.join("\n  ", problems);
    }
}

package io.framewatch.classify;

import java.util.List;

/** A model folder that cannot be used; the message has one line for each problem. */
public final class InvalidModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidModelException(String file, List<String> problems) {
        this(file, problems, null);
    }

    InvalidModelException(String file, List<String> problems, Throwable cause) {
        super("invalid " + file + ":\n  " + String.join("\n  ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** All problems. Each names the thing, the value and the rule. */
    public List<String> problems() {
        return problems;
    }
}

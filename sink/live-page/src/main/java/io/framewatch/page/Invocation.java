package io.framewatch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of a command, made of what a browser sent: a value cannot become an option.
 *
 * @param words the command's name, then options
 * @param operands what stands behind them
 */
record Invocation(List<String> words, List<String> operands) {

    Invocation {
        words = List.copyOf(words);
        operands = List.copyOf(operands);
    }

    static Invocation of(String... words) {
        return new Invocation(List.of(words), List.of());
    }

    /** With an option, unless it has no value. */
    Invocation option(String name, Object value) {
        if (value == null) {
            return this;
        }
        List<String> more = new ArrayList<>(words);
        more.add(name + "=" + value);
        return new Invocation(more, operands);
    }

    /** With a switch, if it is on. */
    Invocation flag(String name, boolean on) {
        List<String> more = new ArrayList<>(words);
        if (on) {
            more.add(name);
        }
        return new Invocation(more, operands);
    }

    /** With what the command is about. */
    Invocation on(List<String> values) {
        return new Invocation(words, values);
    }

    /** As the command line takes it; what follows {@code --} is no option. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(words);
        if (!operands.isEmpty()) {
            arguments.add("--");
            arguments.addAll(operands);
        }
        return arguments;
    }

    /** For people, who may type it. */
    String text() {
        return "./framewatch "
                + arguments().stream().map(Invocation::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._,:/+=*-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}

package io.framewatch.cli;

import io.framewatch.configuration.Redaction;
import io.framewatch.topic.KafkaReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints the errors of every command of {@code ./framewatch} in one way: the command's name and
 * plain text, without secrets, help or stack trace. Stateless and thread-safe.
 */
public final class CommandErrors {

    /** Environment variable; with any value, errors are printed with their stack trace. */
    private static final String DEBUG = "FRAMEWATCH_DEBUG";

    private CommandErrors() {}

    /**
     * Sets the error handlers of a command and of the subcommands that it has so far.
     *
     * @return the same command
     */
    public static CommandLine on(CommandLine command) {
        return command.setParameterExceptionHandler((e, arguments) -> report(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed));
    }

    /**
     * Prints the exception that ended a command: the problem of a file or of Kafka, the message of
     * an exception made for the user, or the class, message and cause of any other.
     *
     * @return the command's exit code
     */
    public static int report(Exception e, CommandLine command) {
        print(command, message(e));
        if (System.getenv(DEBUG) != null) {
            e.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static int report(ParameterException e) {
        CommandLine command = e.getCommandLine();
        print(command, problem(e) + suggestion(e) + "; try --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void print(CommandLine command, String problem) {
        command.getErr().println(name(command) + ": " + Redaction.hide(problem));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String message(Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (e instanceof IOException problem) {
            return FileProblem.of(problem);
        }
        if (e instanceof KafkaException refusal) {
            return KafkaReason.of(refusal);
        }
        return isForUsers(e) ? e.getMessage() : unexpected(e);
    }

    private static boolean isForUsers(Exception e) {
        return !(e instanceof RuntimeException)
                && !e.getClass().getPackageName().startsWith("java.");
    }

    private static String unexpected(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = root == e ? "" : ", because of " + root;
        return oneLine(e + cause) + "; with " + DEBUG + "=1 it prints where";
    }

    private static String problem(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty()) {
            return "unknown command '" + oneLine(unmatched.getUnmatched().get(0)) + "'";
        }
        return oneLine(e.getMessage());
    }

    private static String suggestion(ParameterException e) {
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        return similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

package io.framewatch.cli.teach;

import io.framewatch.cli.CommandErrors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * {@code ./framewatch teach} as a user runs it, in this process.
 *
 * @param exitCode what the shell sees
 * @param out what it printed
 * @param err what it printed beside its result
 */
record TestingTeach(int exitCode, String out, String err) {

    /** Runs the command; arguments may be anything with a text, such as paths. */
    static TestingTeach run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = CommandErrors.on(TeachCommand.commandLine());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode =
                command.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new TestingTeach(exitCode, out.toString(), err.toString());
    }
}

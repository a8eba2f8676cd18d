package io.framewatch.local.model;

import io.framewatch.local.LocalException;
import io.framewatch.local.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * {@code ./framewatch model} as a user runs it, in this process.
 *
 * @param exitCode what the shell sees
 * @param out what it printed
 * @param err what it printed about problems
 */
record TestingCommand(int exitCode, String out, String err) {

    /** Runs a command; arguments may be anything with a text, such as paths. */
    static TestingCommand run(Object... arguments) throws LocalException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = ModelCommand.commandLine(workspace);
            command.setOut(new PrintWriter(out, true));
            command.setErr(new PrintWriter(err, true));
            int exitCode =
                    command.execute(
                            Stream.of(arguments).map(Object::toString).toArray(String[]::new));
            return new TestingCommand(exitCode, out.toString(), err.toString());
        }
    }
}

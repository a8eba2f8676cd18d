package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * {@code ./framewatch model} as a user runs it.
 *
 * @param exitCode what the shell sees
 * @param out what it printed
 * @param err what it printed about problems
 */
record TestingCommand(int exitCode, String out, String err) {

    /**
     * Runs a command in a JVM of its own, as the launcher does.
     *
     * @param folder where what it prints goes
     */
    static TestingCommand runApart(Path folder, Object... arguments) throws Exception {
        Path workspace = Files.createTempDirectory(folder, "workspace");
        Path out = workspace.resolveSibling(workspace.getFileName() + ".out");
        Path err = workspace.resolveSibling(workspace.getFileName() + ".err");
        List<String> command = new ArrayList<>();
        Collections.addAll(
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dframewatch.workspace=" + workspace,
                "-cp",
                System.getProperty("java.class.path"),
                Framewatch.class.getName(),
                "model");
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            int exitCode = process.waitFor();
            return new TestingCommand(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs a command; arguments may be anything with a text, such as paths. */
    static TestingCommand run(Object... arguments) throws CommandException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(out, true));
            command.setErr(new PrintWriter(err, true));
            int exitCode =
                    command.execute(
                            Stream.concat(Stream.of("model"), Stream.of(arguments))
                                    .map(Object::toString)
                                    .toArray(String[]::new));
            return new TestingCommand(exitCode, out.toString(), err.toString());
        }
    }
}

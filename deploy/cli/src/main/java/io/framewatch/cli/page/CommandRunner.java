package io.framewatch.cli.page;

import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.page.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Runs commands in this process, as if they were typed with the configuration of the page.
 * Thread-safe.
 */
public final class CommandRunner implements Commands {

    private static final String OPERANDS = "--";
    private static final String CONFIG = "--config";

    private final Path configuration;
    private final Workspace workspace;

    /**
     * @param configuration the file that says where Kafka is
     * @param workspace for files of commands; stays the caller's
     */
    public CommandRunner(Path configuration, Workspace workspace) {
        this.configuration = configuration;
        this.workspace = workspace;
    }

    @Override
    public Outcome run(List<String> arguments, Optional<String> content) {
        try {
            Path folder = Files.createDirectories(workspace.folder("page"));
            Path file = Files.createTempFile(folder, "command", ".yaml");
            try {
                Files.writeString(file, content.orElse(""));
                return run(arguments, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(List<String> arguments, Path file) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine root =
                Framewatch.commandLine(workspace, arguments.get(0))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        int exitCode = root.execute(words(root, arguments, file).toArray(String[]::new));
        return new Outcome(
                exitCode == CommandLine.ExitCode.OK,
                out.toString(),
                err.toString().strip().replaceFirst("^framewatch[a-z ]*: ", ""),
                Files.readAllBytes(file));
    }

    private List<String> words(CommandLine root, List<String> arguments, Path file) {
        List<String> words = new ArrayList<>(arguments);
        words.replaceAll(word -> word.replace(FILE, file.toString()));
        if (takesConfiguration(root, arguments)) {
            int operands = words.indexOf(OPERANDS);
            words.add(operands < 0 ? words.size() : operands, CONFIG + "=" + configuration);
        }
        return words;
    }

    private static boolean takesConfiguration(CommandLine root, List<String> arguments) {
        CommandLine command = root;
        for (String word : arguments) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            command = next;
        }
        return command.getCommandSpec().findOption(CONFIG) != null;
    }
}

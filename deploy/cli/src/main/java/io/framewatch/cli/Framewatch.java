package io.framewatch.cli;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * {@code ./framewatch}: every command starts here with the same prologue, and its errors are
 * printed here.
 */
@Command(
        name = "framewatch",
        mixinStandardHelpOptions = true,
        description = "Classifies live camera feeds: cameras to Kafka, Kafka to alerts.",
        subcommands = {HelpCommand.class, GenerateCompletion.class},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes of commands that list no others:%n",
        exitCodeList = {
            "0:done",
            "1:not done; standard error says why",
            "2:the command line is wrong",
            "130:ended by Ctrl-C"
        },
        footer = {
            "",
            "What to do next:",
            "  framewatch demo                           two clips, with the live page",
            "  framewatch demo --camera gate=rtsp://…    a camera of yours",
            "  framewatch doctor                         what is wrong, and what to do",
            "  framewatch help COMMAND                   options, with examples",
            "  source <(framewatch generate-completion)  completes in this shell",
            "",
            "Every command explains its options with --help.",
            "With FRAMEWATCH_DEBUG=1 errors come with their stack trace."
        })
public final class Framewatch {

    private static final String LOG = "log4j2.configurationFile";

    private Framewatch() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws CommandException {
        List<CommandSet> sets = sets();
        if (arguments.length > 0) {
            configureLog(sets, arguments[0]);
        }
        // Images are read and drawn without a screen.
        System.setProperty("java.awt.headless", "true");
        Workspace workspace = Workspace.create();
        // Also after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(workspace::close, "workspace"));
        CommandLine root =
                arguments.length > 0
                        ? commandLine(sets, workspace, arguments[0])
                        : commandLine(sets, workspace);
        System.exit(root.execute(arguments));
    }

    /** The root with every command on the class path; the workspace stays the caller's. */
    public static CommandLine commandLine(Workspace workspace) {
        return commandLine(sets(), workspace);
    }

    /**
     * The root with that command alone, or with all if there is none; the workspace stays the
     * caller's.
     */
    public static CommandLine commandLine(Workspace workspace, String name) {
        return commandLine(sets(), workspace, name);
    }

    /** The root with that command alone, which takes a fraction of the time, or with all. */
    private static CommandLine commandLine(
            List<CommandSet> sets, Workspace workspace, String name) {
        for (CommandSet set : sets) {
            Supplier<CommandLine> command = set.commands(workspace).get(name);
            if (command != null) {
                CommandLine root = new CommandLine(new Framewatch());
                root.addSubcommand(command.get());
                return CommandErrors.on(root);
            }
        }
        return commandLine(sets, workspace);
    }

    private static CommandLine commandLine(List<CommandSet> sets, Workspace workspace) {
        CommandLine root = new CommandLine(new Framewatch());
        Map<String, Supplier<CommandLine>> commands = new TreeMap<>();
        sets.forEach(set -> commands.putAll(set.commands(workspace)));
        commands.values().forEach(command -> add(root, command));
        return CommandErrors.on(root);
    }

    /** An image has the libraries of the commands that it is for; others are not listed there. */
    private static void add(CommandLine root, Supplier<CommandLine> command) {
        CommandLine made;
        try {
            made = command.get();
        } catch (NoClassDefFoundError e) {
            return;
        }
        root.addSubcommand(made);
    }

    private static List<CommandSet> sets() {
        return ServiceLoader.load(CommandSet.class).stream().map(Provider::get).toList();
    }

    /** To be called before the first logger is made. Another configuration may be named to Java. */
    private static void configureLog(List<CommandSet> sets, String command) {
        if (System.getProperty(LOG) != null) {
            return;
        }
        for (CommandSet set : sets) {
            String resource = set.logging().get(command);
            if (resource != null) {
                System.setProperty(LOG, resource);
            }
        }
    }
}

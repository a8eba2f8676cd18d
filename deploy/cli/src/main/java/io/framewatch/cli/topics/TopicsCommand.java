package io.framewatch.cli.topics;

import io.framewatch.cli.model.ModelCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./framewatch topics}. */
@Command(name = "topics", description = "Looks after the topics. See docs/topics.md.")
public final class TopicsCommand {

    private TopicsCommand() {}

    /** The commands. */
    public static CommandLine commandLine() {
        CommandLine topics = new CommandLine(new TopicsCommand());
        topics.getCommandSpec().addOption(ModelCommand.help());
        topics.addSubcommand(new ApplyCommand())
                .addSubcommand(new DiffCommand())
                .addSubcommand(new TransactionsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true);
        return topics;
    }
}

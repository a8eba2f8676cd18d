package io.framewatch.cli.alerts;

import io.framewatch.cli.model.ModelCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./framewatch alerts}. */
@Command(
        name = "alerts",
        description = "Shows alerts, takes what people say of them, and proves them again.")
public final class AlertsCommand {

    private AlertsCommand() {}

    /** The commands. */
    public static CommandLine commandLine() {
        CommandLine alerts = new CommandLine(new AlertsCommand());
        alerts.getCommandSpec().addOption(ModelCommand.help());
        alerts.addSubcommand(new ListCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new MarkCommand())
                .addSubcommand(new VerifyCommand())
                .setCaseInsensitiveEnumValuesAllowed(true);
        return alerts;
    }
}

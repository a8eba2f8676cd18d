package io.framewatch.cli.rule;

import io.framewatch.cli.model.ModelCommand;
import io.framewatch.configuration.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** {@code ./framewatch rule}. */
@Command(
        name = "rule",
        description =
                "Says which alerts a running job raises, without restart, and tries rules on results that"
                        + " Kafka retains. See docs/rules.md.",
        footer = {
            "",
            "A change counts for frames that are captured from a time on, see --from.",
            "Exit codes: 0 done, 1 refused or Kafka cannot be reached, 2 the command line is wrong."
        })
public final class RuleCommand {

    private RuleCommand() {}

    /** The commands. */
    public static CommandLine commandLine() {
        CommandLine rule = new CommandLine(new RuleCommand());
        rule.getCommandSpec().addOption(ModelCommand.help());
        rule.addSubcommand(new AddCommand())
                .addSubcommand(new ListCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new RemoveCommand())
                .addSubcommand(new PauseCommand())
                .addSubcommand(new ResumeCommand())
                .addSubcommand(new SilenceCommand())
                .addSubcommand(new ApplyCommand())
                .addSubcommand(new TestCommand())
                .addSubcommand(new TuneCommand())
                .registerConverter(Instant.class, RuleCommand::time)
                .registerConverter(Duration.class, RuleCommand::duration)
                .setCaseInsensitiveEnumValuesAllowed(true);
        return rule;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' must be a time in UTC such as 2026-11-27T22:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

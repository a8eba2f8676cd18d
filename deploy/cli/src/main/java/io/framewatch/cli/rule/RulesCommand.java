package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.event.AlertRule;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes when the rules that it is given are at work. */
@Command
abstract class RulesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the rules")
    private List<String> ids;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private FromOption fromOption;

    @Spec private CommandSpec command;

    @Override
    public final Integer call() throws CommandException, InterruptedException {
        Instant from = fromOption.read();
        PrintWriter err = command.commandLine().getErr();
        try (RuleTopics topics = RuleTopics.open(kafkaOption, err)) {
            Map<String, RuleHistory> rules = topics.rules();
            List<RuleHistory> wanted = new ArrayList<>();
            for (String id : ids) {
                RuleHistory history = ExistingRules.find(rules, id);
                RuleChange.require(history, from);
                wanted.add(history);
            }
            for (RuleHistory history : wanted) {
                change(topics, history, from);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Changes a rule.
     *
     * @param rule as it is to be at last
     */
    abstract AlertRule.Activation change(AlertRule.Activation before, Instant from);

    /** What has become of a rule that was changed, such as {@code paused}. */
    abstract String done();

    private void change(RuleTopics topics, RuleHistory history, Instant from)
            throws CommandException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        AlertRule before = history.wanted().orElseThrow();
        AlertRule after = before.with(change(before.activation(), from));
        if (after.equals(before)) {
            out.println("rule/" + history.id() + " unchanged");
            return;
        }
        topics.write(after, from);
        out.println("rule/%s %s, from %s".formatted(history.id(), done(), from));
        if (history.stored().isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println(
                            "rule '%s' is on the topic from now on, and what %s says of it does not count until it is removed there"
                                    .formatted(history.id(), kafkaOption.file()));
        }
    }
}

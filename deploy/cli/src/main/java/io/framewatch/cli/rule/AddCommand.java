package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.ServedLabels;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule add}. */
@Command(
        name = "add",
        sortOptions = false,
        description = "Adds a rule, or with --replace makes one that is there what the keys say.",
        footer = {
            "",
            "Keys that are left out have their defaults; a rule that is replaced stays paused and"
                    + " silenced. Lists are written with commas, or as in YAML if an element has a"
                    + " comma.",
            "",
            "  rule add person --config framewatch.yaml cameras=gate-*,yard label=person \\",
            "      enter.score=0.6 enter.frames=3 exit.score=0.4 schedule.days=mon,tue",
            "  rule add quiet --config framewatch.yaml when=silent for=30s"
        })
final class AddCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "the rule")
    private String id;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description =
                    "what the rule is to be: keys of the section rules in docs/configuration.md, such as"
                            + " label, enter.score and exit.score")
    private List<String> keys;

    @Mixin private KafkaOption kafkaOption;

    @Option(names = "--replace", description = "make a rule that is there what the keys say")
    private boolean replace;

    @Mixin private FromOption fromOption;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, ConfigurationException, InterruptedException {
        Map<String, Object> values = values();
        AlertRule written =
                Configuration.element("rule " + id, RuleKeys.LIST, values, AlertRule.class);
        Instant from = fromOption.read();
        PrintWriter err = command.commandLine().getErr();
        try (RuleTopics topics = RuleTopics.open(kafkaOption, err)) {
            RuleHistory history =
                    Optional.ofNullable(topics.rules().get(id))
                            .orElseGet(() -> new RuleHistory(id, Optional.empty()));
            AlertRule wanted = RuleChange.kept(written, history, values);
            LabelCheck labels = new LabelCheck(ServedLabels.read(kafkaOption));
            check(wanted, history, labels);
            labels.notice(wanted).ifPresent(err::println);
            SelectedViews.notice(wanted, topics.cameras().values()).ifPresent(err::println);
            command.commandLine().getOut().println(RuleChange.write(topics, history, wanted, from));
        }
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Object> values() {
        try {
            return RuleKeys.values(id, keys);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void check(AlertRule wanted, RuleHistory history, LabelCheck labels)
            throws ConfigurationException {
        List<String> problems = new ArrayList<>();
        if (wanted.isReserved()) {
            problems.add("id: '%s' must not begin with %s".formatted(id, AlertRule.RESERVED));
        }
        if (history.wanted().isPresent() && !replace) {
            problems.add("id: '%s' is there: --replace changes it".formatted(id));
        }
        problems.addAll(labels.problems(wanted));
        if (!problems.isEmpty()) {
            throw new ConfigurationException("rule " + id, problems);
        }
    }
}

package io.framewatch.cli.rule;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.ServedLabels;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import io.framewatch.job.RuleIds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule apply}. */
@Command(
        name = "apply",
        sortOptions = false,
        description =
                "Makes the rules of the topic what the section rules of a file says. A rule stays paused"
                        + " and silenced as it is, unless the file has its keys paused and"
                        + " silenced-until.",
        footer = {
            "",
            "Nothing is changed if the file has a problem.",
            "",
            "  rule apply -f rules.yaml --config framewatch.yaml --prune --dry-run"
        })
final class ApplyCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "a configuration file with the section rules")
    private Path file;

    @Mixin private KafkaOption kafkaOption;

    @Option(names = "--prune", description = "remove the rules that the file does not have")
    private boolean prune;

    @Option(names = "--dry-run", description = "say what would be done, and do nothing")
    private boolean dryRun;

    @Mixin private FromOption fromOption;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, ConfigurationException, InterruptedException {
        Instant from = fromOption.read();
        Configuration configuration = Configuration.read(file);
        PrintWriter err = command.commandLine().getErr();
        try (RuleTopics topics = RuleTopics.open(kafkaOption, err)) {
            Map<String, RuleHistory> rules = topics.rules();
            LabelCheck labels = new LabelCheck(ServedLabels.read(kafkaOption));
            List<AlertRule> read = read(configuration, labels);
            Map<AlertRule, Change> changes = changes(configuration, read, rules);
            List<String> others =
                    rules.values().stream()
                            .filter(history -> history.stored().isPresent())
                            .map(RuleHistory::id)
                            .filter(id -> read.stream().noneMatch(rule -> rule.id().equals(id)))
                            .toList();
            requireInOrder(configuration, changes, others, rules, from);
            for (AlertRule rule : changes.keySet()) {
                labels.notice(rule).ifPresent(err::println);
            }
            apply(topics, changes, others, from);
        }
        return CommandLine.ExitCode.OK;
    }

    /** The rules of the file. */
    private static List<AlertRule> read(Configuration configuration, LabelCheck labels)
            throws ConfigurationException {
        List<AlertRule> rules = configuration.list(RuleKeys.LIST, AlertRule.class);
        configuration.requireAny(RuleKeys.LIST);
        configuration.requireUniqueIds(RuleKeys.LIST);
        RuleIds.check(configuration, rules);
        rules.forEach(
                rule ->
                        labels.problems(rule)
                                .forEach(
                                        text ->
                                                configuration.problem(
                                                        configuration.key(rule), text)));
        configuration.check();
        return rules;
    }

    /** What becomes of each rule, in the order of the file. */
    private static Map<AlertRule, Change> changes(
            Configuration configuration, List<AlertRule> read, Map<String, RuleHistory> rules) {
        List<Map<String, Object>> written = configuration.written(RuleKeys.LIST);
        Map<AlertRule, Change> changes = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            AlertRule rule = read.get(i);
            RuleHistory history =
                    rules.getOrDefault(rule.id(), new RuleHistory(rule.id(), Optional.empty()));
            AlertRule wanted = RuleChange.kept(rule, history, written.get(i));
            changes.put(wanted, Change.of(history.stored(), wanted));
        }
        return changes;
    }

    private void requireInOrder(
            Configuration configuration,
            Map<AlertRule, Change> changes,
            List<String> others,
            Map<String, RuleHistory> rules,
            Instant from)
            throws ConfigurationException {
        List<String> changed = new ArrayList<>(prune ? others : List.of());
        changes.forEach(
                (rule, change) -> {
                    if (change != Change.UNCHANGED) {
                        changed.add(rule.id());
                    }
                });
        for (String id : changed) {
            Optional.ofNullable(rules.get(id))
                    .flatMap(history -> history.refusal(from))
                    .ifPresent(text -> configuration.problem("--from", text));
        }
        configuration.check();
    }

    private void apply(
            RuleTopics topics, Map<AlertRule, Change> changes, List<String> others, Instant from)
            throws CommandException, InterruptedException {
        for (Map.Entry<AlertRule, Change> change : changes.entrySet()) {
            if (!dryRun && change.getValue() != Change.UNCHANGED) {
                topics.write(change.getKey(), from);
            }
            print(RuleChange.line(change.getValue(), change.getKey().id(), from));
        }
        for (String id : others) {
            if (!dryRun && prune) {
                topics.remove(id, from);
            }
            print(
                    prune
                            ? RuleChange.line(Change.REMOVED, id, from)
                            : "rule/" + TextTable.shown(id) + " left");
        }
        if (dryRun) {
            print("Nothing was changed.");
        }
    }

    private void print(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

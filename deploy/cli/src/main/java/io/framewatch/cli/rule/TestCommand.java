package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.rule.DecidedAlerts.Count;
import io.framewatch.cli.rule.DecidedAlerts.Decided;
import io.framewatch.cli.rule.RetainedResults.Summary;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.CameraId;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule test}. */
@Command(
        name = "test",
        sortOptions = false,
        description =
                "Says which alerts rules would have raised: decides them again by the results that Kafka"
                        + " retains, and writes nothing. The rules count for all of the time, though"
                        + " paused or silenced; their schedules count.",
        footer = {
            "",
            "An alert that ends in the time but started before is listed and not counted.",
            "",
            "  rule test rules.yaml --config framewatch.yaml --from 2026-11-27T06:00:00Z",
            "  rule test person --config framewatch.yaml --from 2026-11-27T06:00:00Z --camera gate-*"
        })
final class TestCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE|ID",
            description = "a file with the section rules, or a rule that there is")
    private String subject;

    @Mixin private TimeOptions options;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, ConfigurationException, InterruptedException {
        Interval time = options.time();
        Predicate<CameraId> cameras = options.cameras();
        try (RuleTopics topics =
                RuleTopics.open(
                        kafkaOption,
                        command.commandLine().getErr(),
                        Topics.CLASSIFICATIONS,
                        Topics.CAMERA_STATUS)) {
            RuleTimeline rules = RuleTimeline.of(rules(topics));
            RulesLog directory = topics.directory();
            DecidedAlerts alerts = new DecidedAlerts();
            Summary summary =
                    topics.ask(
                            clients ->
                                    new RetainedResults(clients, time, cameras)
                                            .decide(rules, directory, alerts::add));
            command.commandLine()
                    .getOut()
                    .println(
                            output.isJson()
                                    ? OutputFormat.json(json(time, summary, alerts))
                                    : text(time, summary, alerts));
        }
        return CommandLine.ExitCode.OK;
    }

    private List<AlertRule> rules(RuleTopics topics)
            throws CommandException, ConfigurationException, InterruptedException {
        List<AlertRule> rules;
        if (Files.isRegularFile(Path.of(subject))) {
            Configuration configuration = Configuration.read(Path.of(subject));
            rules = configuration.list(RuleKeys.LIST, AlertRule.class);
            configuration.requireAny(RuleKeys.LIST);
            configuration.requireUniqueIds(RuleKeys.LIST);
            configuration.check();
        } else {
            RuleHistory found = ExistingRules.find(topics.rules(), subject);
            rules = found.wanted().stream().toList();
        }
        return rules.stream().map(TestCommand::awake).toList();
    }

    private static AlertRule awake(AlertRule rule) {
        return rule.with(new Activation(false, null, rule.activation().schedule()));
    }

    private static String text(Interval time, Summary summary, DecidedAlerts alerts) {
        long results = summary.results().values().stream().mapToLong(Long::longValue).sum();
        List<String> text = new ArrayList<>();
        text.add(
                "%d results of %d cameras, captured from %s to %s"
                        .formatted(results, summary.results().size(), time.from(), time.to()));
        if (summary.malformed() > 0) {
            text.add("%d records are no results".formatted(summary.malformed()));
        }
        summary.withoutScore()
                .forEach(
                        (rule, count) ->
                                text.add(
                                        "%d results have no score for rule %s: it is not known there"
                                                .formatted(count, rule)));
        if (alerts.all().isEmpty()) {
            text.add("No alerts.");
        } else {
            text.add("");
            text.add(TextTable.of(countRows(alerts)));
            text.add("");
            text.add(TextTable.of(alertRows(alerts)));
        }
        return String.join(System.lineSeparator(), text);
    }

    private static List<List<String>> countRows(DecidedAlerts alerts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RULE", "CAMERA", "ALERTS"));
        for (Count count : alerts.counts()) {
            rows.add(List.of(count.rule(), count.camera(), Long.toString(count.alerts())));
        }
        return rows;
    }

    private static List<List<String>> alertRows(DecidedAlerts alerts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RULE", "CAMERA", "FROM", "TO", "PEAK", "ALERT"));
        for (Decided alert : alerts.all()) {
            Alert last = alert.last();
            rows.add(
                    List.of(
                            last.trigger().rule(),
                            last.trigger().camera().value(),
                            last.change().from().toString(),
                            alert.to(),
                            alert.peak(),
                            last.id()));
        }
        return rows;
    }

    private static Map<String, Object> json(Interval time, Summary summary, DecidedAlerts alerts) {
        Map<String, Long> results = new LinkedHashMap<>();
        summary.results().forEach((camera, count) -> results.put(camera.value(), count));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", time.from().toString());
        json.put("to", time.to().toString());
        json.put("results", results);
        json.put("malformed", summary.malformed());
        json.put("withoutScore", summary.withoutScore());
        json.put("counts", alerts.counts());
        json.put(
                "alerts",
                alerts.all().stream().map(alert -> OutputFormat.tree(alert.last())).toList());
        return json;
    }
}

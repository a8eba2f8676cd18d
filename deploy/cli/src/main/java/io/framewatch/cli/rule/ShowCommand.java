package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.model.ServedLabels;
import io.framewatch.cli.rule.RuleHistory.Revision;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule show}. */
@Command(
        name = "show",
        sortOptions = false,
        description =
                "Shows a rule: where it stands, its revisions on the topic, and which cameras of the"
                        + " cameras topic it watches now.",
        footer = {"", "  rule show person --config framewatch.yaml"})
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "the rule")
    private String id;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (RuleTopics topics = RuleTopics.open(kafkaOption, command.commandLine().getErr())) {
            RuleHistory history = ExistingRules.find(topics.rules(), id);
            ListedRule rule =
                    ListedRule.of(history, ServedLabels.read(kafkaOption), Instant.now())
                            .orElseThrow();
            List<CameraId> cameras = SelectedViews.of(rule.rule(), topics.cameras().values());
            command.commandLine()
                    .getOut()
                    .println(
                            output.isJson()
                                    ? OutputFormat.json(json(rule, history, cameras))
                                    : text(rule, history, cameras));
        }
        return CommandLine.ExitCode.OK;
    }

    private static Map<String, Object> json(
            ListedRule rule, RuleHistory history, List<CameraId> cameras) {
        Map<String, Object> json = new LinkedHashMap<>(rule.toJson());
        json.put("cameras", cameras.stream().map(CameraId::value).toList());
        json.put(
                "revisions",
                history.revisions().stream()
                        .map(
                                revision ->
                                        Map.of(
                                                "from",
                                                revision.from().toString(),
                                                "revision",
                                                name(revision)))
                        .toList());
        return json;
    }

    private static String text(ListedRule rule, RuleHistory history, List<CameraId> cameras) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rule", rule.rule().id()));
        rows.add(List.of("state", rule.state()));
        rows.add(List.of("source", rule.source()));
        rows.add(List.of("revision", rule.rule().revision()));
        rule.since().ifPresent(since -> rows.add(List.of("since", since.toString())));
        rows.add(
                List.of(
                        "cameras",
                        cameras.stream().map(CameraId::value).collect(Collectors.joining(", "))));
        history.revisions()
                .forEach(
                        revision ->
                                rows.add(
                                        List.of(
                                                "on topic",
                                                revision.from() + " " + name(revision))));
        String table = TextTable.of(rows);
        return table + System.lineSeparator() + OutputFormat.json(OutputFormat.tree(rule.rule()));
    }

    private static String name(Revision revision) {
        return revision.rule().map(AlertRule::revision).orElse("removed");
    }
}

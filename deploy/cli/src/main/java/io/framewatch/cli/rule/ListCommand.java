package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.model.ServedLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule list}. */
@Command(
        name = "list",
        sortOptions = false,
        description =
                "Lists the rules of the topic and of the configuration file, and where they stand now.",
        footer = {
            "",
            "  rule list --config framewatch.yaml",
            "  rule list --config framewatch.yaml --output json"
        })
final class ListCommand implements Callable<Integer> {

    private static final List<String> TITLES =
            List.of("RULE", "ALERTS AT", "CAMERAS", "STATE", "SOURCE");

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (RuleTopics topics = RuleTopics.open(kafkaOption, command.commandLine().getErr())) {
            List<ListedRule> rules =
                    ListedRule.all(
                            topics.rules().values(), ServedLabels.read(kafkaOption), Instant.now());
            command.commandLine()
                    .getOut()
                    .println(
                            output.isJson()
                                    ? OutputFormat.json(
                                            rules.stream().map(ListedRule::toJson).toList())
                                    : table(rules));
        }
        return CommandLine.ExitCode.OK;
    }

    private static String table(List<ListedRule> rules) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        rules.forEach(rule -> rows.add(rule.row()));
        return TextTable.of(rows);
    }
}

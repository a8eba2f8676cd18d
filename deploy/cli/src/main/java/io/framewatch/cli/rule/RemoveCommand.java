package io.framewatch.cli.rule;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule remove}. */
@Command(
        name = "remove",
        sortOptions = false,
        description =
                "Removes rules from the topic; their alerts that go on end. One that is not there is"
                        + " named and is no failure. A rule of the configuration file counts again.",
        footer = {"", "  rule remove person quiet --config framewatch.yaml"})
final class RemoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the rules")
    private List<String> ids;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private FromOption fromOption;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Instant from = fromOption.read();
        Set<String> wanted = new LinkedHashSet<>(ids);
        try (RuleTopics topics = RuleTopics.open(kafkaOption, command.commandLine().getErr())) {
            Map<String, RuleHistory> rules = topics.rules();
            for (String id : wanted) {
                if (isStored(rules, id)) {
                    RuleChange.require(rules.get(id), from);
                }
            }
            PrintWriter out = command.commandLine().getOut();
            for (String id : wanted) {
                if (isStored(rules, id)) {
                    topics.remove(id, from);
                    out.println(RuleChange.line(Change.REMOVED, id, from));
                } else {
                    out.println("rule/" + id + " not there");
                }
                configured(rules, id).ifPresent(command.commandLine().getErr()::println);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static boolean isStored(Map<String, RuleHistory> rules, String id) {
        return rules.containsKey(id) && rules.get(id).stored().isPresent();
    }

    private Optional<String> configured(Map<String, RuleHistory> rules, String id) {
        return Optional.ofNullable(rules.get(id))
                .flatMap(RuleHistory::configured)
                .map(rule -> "rule '%s' of %s counts then".formatted(id, kafkaOption.file()));
    }
}

package io.framewatch.cli.alerts;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.replay.AlertHistory;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.AlertMark;
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
import picocli.CommandLine.Spec;

/** {@code ./framewatch alerts list}. */
@Command(
        name = "list",
        sortOptions = false,
        description =
                "Lists the alerts that Kafka retains, by their starts, and what people say of them.",
        footer = {
            "",
            "  alerts list --config framewatch.yaml --open",
            "  alerts list --config framewatch.yaml --rule gate-open --from 2026-11-25T10:00:00Z"
        })
final class ListCommand implements Callable<Integer> {

    private static final List<String> HEADER =
            List.of("ALERT", "RULE", "CAMERA", "FROM", "TO", "PEAK", "MARK");

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "only alerts that went on at or after this time (ISO 8601, UTC)")
    private Instant from = Instant.MIN;

    @Option(
            names = "--to",
            paramLabel = "T",
            description = "only alerts that began before this time")
    private Instant to = Instant.MAX;

    @Option(names = "--camera", paramLabel = "ID", description = "only alerts of this camera")
    private String camera;

    @Option(names = "--rule", paramLabel = "ID", description = "only alerts of this rule")
    private String rule;

    @Option(names = "--open", description = "only alerts that go on")
    private boolean open;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (AlertHistory history = AlertHistory.open(kafkaOption.read())) {
            List<RecordedAlert> alerts = history.alerts().stream().filter(this::isWanted).toList();
            Map<String, AlertMark> marks = history.marks();
            command.commandLine()
                    .getOut()
                    .println(output.isJson() ? json(alerts, marks) : text(alerts, marks));
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean isWanted(RecordedAlert alert) {
        return (camera == null || camera.equals(alert.trigger().camera().value()))
                && (rule == null || rule.equals(alert.trigger().rule()))
                && (!open || alert.to().isEmpty())
                && alert.from().isBefore(to)
                && alert.to().map(end -> !end.isBefore(from)).orElse(true);
    }

    private static String json(List<RecordedAlert> alerts, Map<String, AlertMark> marks) {
        return OutputFormat.json(
                alerts.stream().map(alert -> AlertText.json(alert, mark(marks, alert))).toList());
    }

    private static String text(List<RecordedAlert> alerts, Map<String, AlertMark> marks) {
        if (alerts.isEmpty()) {
            return "no such alert is retained";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        alerts.forEach(alert -> rows.add(AlertText.row(alert, mark(marks, alert))));
        return TextTable.of(rows);
    }

    private static Optional<AlertMark> mark(Map<String, AlertMark> marks, RecordedAlert alert) {
        return Optional.ofNullable(marks.get(alert.id()));
    }
}

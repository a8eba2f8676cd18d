package io.framewatch.cli.alerts;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.replay.AlertHistory;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch alerts show}. */
@Command(
        name = "show",
        sortOptions = false,
        description = "Shows an alert: its records, its evidence, and what people say of it.",
        footer = {"", "  alerts show car/gate-1/1764043290123/55 --config framewatch.yaml"})
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "the alert")
    private String id;

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (AlertHistory history = AlertHistory.open(kafkaOption.read())) {
            RecordedAlert alert = history.alert(id);
            Optional<AlertMark> mark = Optional.ofNullable(history.marks().get(id));
            command.commandLine()
                    .getOut()
                    .println(output.isJson() ? json(alert, mark) : text(alert, mark));
        }
        return CommandLine.ExitCode.OK;
    }

    private static String json(RecordedAlert alert, Optional<AlertMark> mark) {
        Map<String, Object> json = AlertText.json(alert, mark);
        json.put("records", alert.changes().stream().map(OutputFormat::tree).toList());
        return OutputFormat.json(json);
    }

    private static String text(RecordedAlert alert, Optional<AlertMark> mark) {
        List<List<String>> rows = new ArrayList<>();
        Alert.Trigger trigger = alert.trigger();
        rows.add(List.of("alert", alert.id()));
        rows.add(List.of("rule", trigger.rule() + revision(trigger)));
        rows.add(List.of("camera", trigger.camera().value()));
        rows.add(List.of("label", trigger.label()));
        alert.changes()
                .forEach(change -> rows.add(List.of(AlertText.word(change.state()), of(change))));
        addEvidence(rows, alert.last().peak());
        mark.ifPresent(
                said ->
                        rows.add(
                                List.of(
                                        "mark",
                                        AlertText.word(said.verdict()) + ", said " + said.at())));
        return TextTable.of(rows);
    }

    private static String revision(Alert.Trigger trigger) {
        return trigger.revision() == null ? "" : " (revision " + trigger.revision() + ")";
    }

    private static String of(Alert change) {
        Alert.Change what = change.change();
        String text = "from " + what.from();
        if (what.to() != null) {
            text += " to " + what.to();
        }
        if (change.endReason() != null) {
            text += " (" + AlertText.word(change.endReason()) + ")";
        }
        return text + ", decided at " + what.decidedAt();
    }

    private static void addEvidence(List<List<String>> rows, Alert.Peak peak) {
        if (peak.score() != null) {
            rows.add(List.of("score", AlertText.score(peak.score())));
        }
        if (peak.frame() != null) {
            FrameLocation frame = peak.frame();
            rows.add(
                    List.of(
                            "evidence",
                            "%s, %s partition %d offset %d"
                                    .formatted(
                                            frame.frame(),
                                            frame.topic(),
                                            frame.partition(),
                                            frame.offset())));
        }
        if (peak.classifier() != null) {
            Classification.Model model = peak.classifier();
            rows.add(
                    List.of(
                            "model",
                            "%s %s, sha256 %s"
                                    .formatted(
                                            model.name(),
                                            model.version(),
                                            model.sha256() == null ? "unknown" : model.sha256())));
        }
    }
}

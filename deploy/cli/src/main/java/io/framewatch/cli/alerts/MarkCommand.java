package io.framewatch.cli.alerts;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.replay.AlertHistory;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.AlertMark;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch alerts mark}. */
@Command(
        name = "mark",
        sortOptions = false,
        description =
                "Says whether an alert was right. The latest mark of an alert counts; rule tune"
                        + " judges rules by them.",
        footer = {"", "  alerts mark car/gate-1/1764043290123/55 wrong --config framewatch.yaml"})
final class MarkCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "the alert")
    private String id;

    @Parameters(index = "1", paramLabel = "right|wrong", description = "what it was")
    private AlertMark.Verdict verdict;

    @Mixin private KafkaOption kafkaOption;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (AlertHistory history = AlertHistory.open(kafkaOption.read())) {
            RecordedAlert alert = history.alert(id);
            history.mark(
                    new AlertMark(
                            id,
                            alert.trigger().rule(),
                            alert.trigger().camera(),
                            verdict,
                            Instant.now().truncatedTo(ChronoUnit.MICROS)));
            command.commandLine()
                    .getOut()
                    .printf("alert %s marked %s%n", id, AlertText.word(verdict));
        }
        return CommandLine.ExitCode.OK;
    }
}

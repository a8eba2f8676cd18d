package io.framewatch.cli.ledger;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.event.LedgerEvent;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch ledger}. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what became of the frames of each run: published = classified + dead-lettered +"
                    + " shed + in flight + unaccounted + unseen. See docs/topics.md.",
            "'-' stands for what no job has balanced yet. With exactly-once delivery, balances come"
                    + " with the job's checkpoints."
        },
        footer = {
            "",
            "  ledger --config framewatch.yaml",
            "  ledger --config framewatch.yaml --camera gate-1 --watch"
        })
public final class LedgerCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--camera",
            paramLabel = "ID",
            description = "only this view, or this camera with its regions")
    private String camera;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "1",
            description = "runs that were counted in the last N hours; default: ${DEFAULT-VALUE}")
    private int hours;

    @Option(
            names = "--watch",
            description = "show it again every five seconds if it has changed, until Ctrl-C")
    private boolean watch;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    private volatile boolean stopped;

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new LedgerCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (hours < 1) {
            throw new ParameterException(
                    command.commandLine(), "--hours '%d' must be at least 1".formatted(hours));
        }
        kafkaOption.use("the ledger", this::show);
        return CommandLine.ExitCode.OK;
    }

    private void show(KafkaClients clients) throws InterruptedException {
        LedgerReport report = new LedgerReport(camera);
        RecordHandler<LedgerEvent> handler = record -> report.take(record.value());
        TopicAdmin.ensure(clients, List.of(Topics.LEDGER));
        // Before the scan, so that nothing is lost between the two.
        try (TopicFollower follower =
                TopicFollower.fromEnd(clients, new Subscription<>(Topics.LEDGER, handler))) {
            Instant from = Instant.now().minus(Duration.ofHours(hours));
            new TopicScan<>(Topics.LEDGER, Optional.of(from), Optional.empty())
                    .read(clients, handler);
            print(report);
            if (watch) {
                watch(follower, report);
            }
        }
    }

    private void watch(TopicFollower follower, LedgerReport report) {
        Interruption.of(() -> stopped = true);
        while (!stopped) {
            boolean changed = false;
            long end = System.nanoTime() + INTERVAL.toNanos();
            while (!stopped && System.nanoTime() < end) {
                changed |= follower.poll(Duration.ofMillis(500));
            }
            if (changed) {
                command.commandLine().getOut().println();
                print(report);
            }
        }
    }

    private void print(LedgerReport report) {
        command.commandLine().getOut().println(output.isJson() ? report.json() : report.text());
    }
}

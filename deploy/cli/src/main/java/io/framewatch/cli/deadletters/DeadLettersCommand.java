package io.framewatch.cli.deadletters;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.event.DeadLetter;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the records that the job could not classify, where they lie and why, the newest"
                    + " last. See docs/topics.md.",
            "'-' for BYTES: the original has no value, or too large a one for a dead letter."
        },
        footer = {
            "",
            "  dead-letters --config framewatch.yaml --from 2026-11-25T10:00:00Z",
            "  dead-letters --config framewatch.yaml --camera gate-1 --watch",
            "  dead-letters --config framewatch.yaml --save originals --limit 10"
        })
public final class DeadLettersCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--from",
            paramLabel = "T",
            description =
                    "only records of this time or later (ISO 8601, UTC); that of a frame is its"
                            + " capture time")
    private Instant from;

    @Option(
            names = "--camera",
            paramLabel = "ID",
            description = "only those of this view, or of this camera with its regions")
    private String camera;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "only the newest N; default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--parked",
            description = "the alerts that a consumer has parked instead of the job's dead letters")
    private boolean parked;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "writes the value of each original, also of those beyond the limit, to this"
                            + " folder, in a file TOPIC-PARTITION-OFFSET of the dead letter")
    private Path folder;

    @Option(names = "--watch", description = "shows also what comes from now on, until Ctrl-C")
    private boolean watch;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    private volatile boolean stopped;

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new DeadLettersCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (limit < 1) {
            throw new ParameterException(
                    command.commandLine(), "--limit '%d' must be at least 1".formatted(limit));
        }
        try {
            DeadLetterReader reader = reader();
            kafkaOption.use("dead letters", clients -> show(clients, reader));
        } catch (UncheckedIOException e) {
            throw notSaved(e.getCause());
        } catch (IOException e) {
            throw notSaved(e);
        }
        return CommandLine.ExitCode.OK;
    }

    private DeadLetterReader reader() throws IOException {
        return new DeadLetterReader(
                new DeadLetterReader.Wanted(
                        Optional.ofNullable(camera), Optional.ofNullable(from), limit),
                folder == null ? Optional.empty() : Optional.of(LetterFiles.in(folder)),
                line -> command.commandLine().getErr().println(TextTable.shown(line)));
    }

    private void show(KafkaClients clients, DeadLetterReader reader) {
        Topic<DeadLetter> topic = parked ? Topics.PARKED_ALERTS : Topics.DEAD_LETTERS;
        // Before the scan, so that nothing is lost between the two.
        try (TopicFollower follower =
                TopicFollower.fromEnd(clients, new Subscription<>(topic, reader))) {
            new TopicScan<>(topic, Optional.ofNullable(from), Optional.empty())
                    .read(clients, reader);
            print(reader.next());
            if (watch) {
                watch(follower, reader);
            }
        }
    }

    private void watch(TopicFollower follower, DeadLetterReader reader) {
        Interruption.of(() -> stopped = true);
        while (!stopped) {
            boolean unused = follower.poll(INTERVAL);
            LetterList list = reader.next();
            if (!list.isEmpty()) {
                command.commandLine().getOut().println();
                print(list);
            }
        }
    }

    private void print(LetterList list) {
        command.commandLine()
                .getOut()
                .println(output.isJson() ? list.json() : list.isEmpty() ? none() : list.text());
    }

    private String none() {
        return parked ? "no such alert is parked" : "no such dead letter is retained";
    }

    private CommandException notSaved(IOException e) {
        return new CommandException(
                "--save '%s' does not take an original: %s".formatted(folder, FileProblem.of(e)),
                e);
    }
}

package io.framewatch.cli.replay;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.cli.TerminalBar;
import io.framewatch.cli.model.ModelCommand;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        description =
                "Decides the alerts of a time again, by event time, from what Kafka retains: its"
                        + " results, or with --model its frames. Writes them to a file or topic of"
                        + " their own, and shows what is otherwise than it was alerted then.",
        footer = {
            "",
            "  replay --config framewatch.yaml --from 2026-11-25T10:00:00Z --to 2026-11-25T12:00:00Z"
                    + " --rules new.yaml --out alerts.jsonl"
        })
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the job's configuration file: kafka, rules, model and heads are used")
    private Path config;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "begin of the capture times (ISO 8601, UTC)")
    private Instant from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "T",
            description = "their end, not included")
    private Instant to;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "a file with the section rules, which count for all of the time; default: the"
                            + " rules as they were then")
    private Path rules;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "folder of a model that classifies the frames again")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    /** Where the alerts go. */
    static final class Target {

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "file for the alerts, JSON lines")
        private Path out;

        @Option(
                names = "--topic",
                paramLabel = "NAME",
                description =
                        "topic for the alerts, without the prefix of topics; created if it is missing")
        private String topic;
    }

    /** The command. */
    public static CommandLine commandLine() {
        CommandLine replay = new CommandLine(new ReplayCommand());
        replay.getCommandSpec().addOption(ModelCommand.help());
        return replay.setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        Interval time = time();
        if (target.topic != null) {
            requireOwn(target.topic);
        }
        JobSetting setting = JobSetting.read(config);
        RulesLog log = RecordedRules.read(setting);
        RuleTimeline timeline = rules == null ? log.timeline() : read(rules);
        Replay.Decided decided = decide(new Replay(setting, timeline, log, time));
        decided.withoutScore()
                .forEach(
                        (rule, count) ->
                                command.commandLine()
                                        .getErr()
                                        .printf(
                                                "%d results have no score for rule '%s'; with --model frames are classified again%n",
                                                count, rule));
        if (target.topic == null) {
            ReplayedAlerts.write(target.out, decided.alerts());
        } else {
            ReplayedAlerts.write(setting.kafka(), target.topic, decided.alerts());
        }
        List<RecordedAlert> then = then(setting, timeline, time);
        ReplayReport report =
                new ReplayReport(
                        time,
                        decided.frames(),
                        AlertDifference.of(then, RecordedAlert.of(decided.alerts())));
        command.commandLine()
                .getOut()
                .println(output.isJson() ? OutputFormat.json(report.toJson()) : report.text());
        return CommandLine.ExitCode.OK;
    }

    private Replay.Decided decide(Replay replay) throws CommandException, InterruptedException {
        if (model == null) {
            return replay.ofResults();
        }
        try (ProgressBar bar =
                TerminalBar.start(
                        new ProgressBarBuilder()
                                .setTaskName("replay")
                                .setInitialMax(Duration.between(from, to).toSeconds())
                                .setUnit(" s", 1))) {
            return replay.ofFrames(
                    model,
                    captured -> {
                        long seconds = Duration.between(from, captured).toSeconds();
                        if (seconds > bar.getCurrent()) {
                            bar.stepTo(seconds);
                        }
                    });
        }
    }

    /** What was alerted in the time by rules of the same ids. */
    private static List<RecordedAlert> then(
            JobSetting setting, RuleTimeline timeline, Interval time)
            throws CommandException, InterruptedException {
        List<String> ids = timeline.all().stream().map(AlertRule::id).distinct().toList();
        try (AlertHistory history = AlertHistory.open(setting.kafka())) {
            return RecordedAlert.of(
                    history.alerts().stream()
                            .flatMap(alert -> alert.changes().stream())
                            .filter(change -> time.contains(change.change().decidedAt()))
                            .filter(change -> ids.contains(change.trigger().rule()))
                            .toList());
        }
    }

    private static RuleTimeline read(Path file) throws CommandException {
        try {
            Configuration configuration = Configuration.read(file);
            List<AlertRule> rules = configuration.list("rules", AlertRule.class);
            configuration.requireAny("rules");
            configuration.requireUniqueIds("rules");
            configuration.check();
            return RuleTimeline.of(rules);
        } catch (ConfigurationException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private Interval time() {
        try {
            return new Interval(from, to);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void requireOwn(String name) {
        Optional<String> problem = ReplayedAlerts.problem(name);
        if (problem.isPresent()) {
            throw wrong("--topic " + problem.get());
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}

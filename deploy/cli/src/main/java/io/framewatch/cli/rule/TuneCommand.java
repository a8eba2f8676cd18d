package io.framewatch.cli.rule;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.cli.TerminalBar;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.cli.replay.AlertHistory;
import io.framewatch.cli.replay.JobSetting;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.cli.replay.RecordedRules;
import io.framewatch.cli.rule.TuneReport.Figures;
import io.framewatch.cli.rule.TuneReport.Marks;
import io.framewatch.cli.rule.Tuning.Point;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.AlertMark.Verdict;
import io.framewatch.event.AlertRule;
import io.framewatch.event.AlertRule.Activation;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch rule tune}. */
@Command(
        name = "tune",
        sortOptions = false,
        description =
                "Looks for the scores, frames and durations of a rule with the fewest mistakes, judged"
                        + " by the alerts that were marked with alerts mark: one marked wrong must not"
                        + " come, one marked right must. Decides by the results that Kafka retains."
                        + " The outcome is proposed and not applied.",
        footer = {"", "  rule tune gate-open --config framewatch.yaml --from 2026-11-25T00:00:00Z"})
final class TuneCommand implements Callable<Integer> {

    private static final Duration MIN_MARGIN = Duration.ofMinutes(2);
    private static final Duration MAX_MARGIN = Duration.ofMinutes(10);

    @Parameters(paramLabel = "ID", description = "the rule")
    private String id;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the job's configuration file: kafka and rules are used")
    private Path config;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "alerts that began from this time on (ISO 8601, UTC)")
    private Instant from;

    @Option(names = "--to", paramLabel = "T", description = "and before this one; default: now")
    private Instant to = Instant.now();

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Interval time = time();
        JobSetting setting = JobSetting.read(config);
        RulesLog log = RecordedRules.read(setting);
        AlertRule rule = rule(log);
        KafkaClients clients = new KafkaClients(setting.kafka());
        RetainedResults results =
                new RetainedResults(
                        clients,
                        time,
                        camera -> rule.selector().selects(camera, log.tags(camera, time.to())));
        try (AlertHistory history = AlertHistory.open(setting.kafka())) {
            TuneReport report = report(rule, log, results, episodes(history, rule, time));
            command.commandLine()
                    .getOut()
                    .println(output.isJson() ? OutputFormat.json(report.toJson()) : report.text());
        } catch (KafkaException e) {
            throw new CommandException(
                    "Kafka at %s does not serve the results: %s"
                            .formatted(setting.kafka().bootstrapServers(), KafkaReason.of(e)),
                    e);
        }
        return CommandLine.ExitCode.OK;
    }

    private TuneReport report(
            AlertRule rule, RulesLog log, RetainedResults results, List<Episode> marked) {
        Scored condition = (Scored) rule.condition();
        results.read(
                from.minus(MAX_MARGIN),
                result -> marked.forEach(episode -> episode.offer(result, condition.target())));
        List<Episode> episodes = marked.stream().filter(each -> each.size() > 0).toList();
        Marks marks =
                new Marks(
                        count(episodes, Verdict.RIGHT),
                        count(episodes, Verdict.WRONG),
                        marked.size() - episodes.size());
        Tuning tuning = new Tuning(rule, log, episodes);
        List<Point> points = points(tuning, condition);
        Point best = tuning.best(points);
        boolean better = marks.suffice() && best.mistakes() < points.get(0).mistakes();
        return new TuneReport(
                rule.id(),
                marks,
                figures(rule, points.get(0), log, results, episodes),
                better
                        ? Optional.of(figures(rule, best, log, results, episodes))
                        : Optional.empty(),
                points,
                better
                        ? Optional.of(
                                RuleArguments.command(
                                        rule.with(best.condition()), config.toString()))
                        : Optional.empty());
    }

    private static List<Point> points(Tuning tuning, Scored condition) {
        try (ProgressBar bar =
                TerminalBar.start(
                        new ProgressBarBuilder()
                                .setTaskName("tune")
                                .setInitialMax(RuleGrid.of(condition).size()))) {
            return tuning.points(bar::step);
        }
    }

    /** Counts the alerts that come over all of the time at times of no marked one. */
    private static Figures figures(
            AlertRule rule,
            Point point,
            RulesLog log,
            RetainedResults results,
            List<Episode> episodes) {
        List<Alert> alerts = new ArrayList<>();
        results.decide(RuleTimeline.of(List.of(rule.with(point.condition()))), log, alerts::add);
        long unmarked =
                RecordedAlert.of(alerts).stream()
                        .filter(
                                alert ->
                                        episodes.stream()
                                                .noneMatch(episode -> episode.alert().meets(alert)))
                        .count();
        return new Figures(point, unmarked);
    }

    private static List<Episode> episodes(AlertHistory history, AlertRule rule, Interval time)
            throws CommandException, InterruptedException {
        Duration lead = AlertRun.lead(List.of(rule));
        Duration margin =
                lead.compareTo(MIN_MARGIN) < 0
                        ? MIN_MARGIN
                        : lead.compareTo(MAX_MARGIN) > 0 ? MAX_MARGIN : lead;
        Map<String, AlertMark> marks = history.marks();
        return history.alerts().stream()
                .filter(alert -> alert.trigger().rule().equals(rule.id()))
                .filter(alert -> time.contains(alert.from()))
                .filter(alert -> marks.containsKey(alert.id()))
                .map(alert -> new Episode(alert, marks.get(alert.id()).verdict(), margin))
                .toList();
    }

    private static int count(List<Episode> episodes, Verdict verdict) {
        return (int) episodes.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** The rule as it is now, at work. */
    private AlertRule rule(RulesLog log) throws CommandException {
        List<AlertRule> rules = log.timeline().latest();
        AlertRule rule =
                rules.stream()
                        .filter(other -> other.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "rule '%s' must be one of %s"
                                                        .formatted(
                                                                id,
                                                                rules.stream()
                                                                        .map(AlertRule::id)
                                                                        .toList())));
        if (!(rule.condition() instanceof Scored)) {
            throw new CommandException(
                    "rule '%s' waits for %s: only one that waits for a score has something to tune"
                            .formatted(id, rule.condition().label()));
        }
        return rule.with(new Activation(false, null, rule.activation().schedule()));
    }

    private Interval time() {
        try {
            return new Interval(from, to);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
        }
    }
}

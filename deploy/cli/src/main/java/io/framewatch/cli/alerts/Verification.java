package io.framewatch.cli.alerts;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.replay.AlertHistory;
import io.framewatch.cli.replay.CameraScan;
import io.framewatch.cli.replay.JobSetting;
import io.framewatch.cli.replay.ModelSearch;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.cli.replay.RecordedRules;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.RuleCondition.Blinded;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.CameraProgress;
import io.framewatch.job.alert.InMemoryAlertStore;
import io.framewatch.job.alert.RuleProgress;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Decides an alert again by the frames that Kafka retains. */
final class Verification {

    private final JobSetting setting;
    private final KafkaClients clients;
    private final Optional<Path> model;

    /**
     * @param model folder of the model; empty to look for it
     */
    Verification(JobSetting setting, Optional<Path> model) {
        this.setting = setting;
        this.clients = new KafkaClients(setting.kafka());
        this.model = model;
    }

    /**
     * Decides an alert again.
     *
     * @throws CommandException if it cannot be done, with the reason
     */
    Proof of(String id) throws CommandException, InterruptedException {
        RecordedAlert alert;
        AlertSpan span;
        try (AlertHistory history = AlertHistory.open(setting.kafka())) {
            alert = history.alert(id);
            span = AlertSpan.of(alert, history.alerts());
        }
        RulesLog log = RecordedRules.read(setting);
        AlertRule rule = rule(alert, log.timeline());
        try {
            return decide(alert, rule, span, new AlertEngine(log.timeline(), log));
        } catch (KafkaException e) {
            throw new CommandException(
                    "Kafka at %s does not serve the frames of %s: %s"
                            .formatted(
                                    setting.kafka().bootstrapServers(),
                                    alert.trigger().camera(),
                                    KafkaReason.of(e)),
                    e);
        }
    }

    private Proof decide(RecordedAlert alert, AlertRule rule, AlertSpan span, AlertEngine engine)
            throws CommandException, InterruptedException {
        Optional<Target> target = rule.scored().map(Scored::target);
        Set<FrameId> evidence = evidence(alert);
        Map<FrameId, Classification> recorded = recorded(alert, span);
        if (!recorded.keySet().containsAll(evidence)) {
            recorded.clear();
        }
        AlertStore store = new InMemoryAlertStore();
        List<Alert> decided = new ArrayList<>();
        span.previous().ifPresent(before -> coolDown(store, rule, before));
        ScoreComparison scores = new ScoreComparison(target, recorded);
        Classification.Model alerted = alert.last().peak().classifier();
        try (DecidedFrames frames =
                new DecidedFrames(
                        alerted,
                        target,
                        recorded,
                        result -> {
                            scores.take(result);
                            engine.frame(store, result, decided::add);
                        })) {
            frames.open(
                    ModelSearch.open(setting, model),
                    alert.trigger().camera(),
                    setting.model().top());
            new CameraScan<>(Topics.FRAMES, alert.trigger().camera(), span.after(), span.to())
                    .read(
                            clients,
                            record -> {
                                if (span.contains(record.value().captureTime())) {
                                    frames.add(record);
                                }
                            });
            frames.flush();
            requireFrames(alert, evidence, recorded, frames.seen());
            // Later than the last decision by the least time that events know.
            Instant end = span.to().plusNanos(1000);
            engine.advance(store, alert.trigger().camera(), end, decided::add);
            return new Proof(
                    alert.id(),
                    rule.revision(),
                    scores.models(),
                    scores.count(),
                    frames.leftOut(),
                    checks(alert, decided, scores));
        }
    }

    /** Begins with a rule that cools down from the alert before. */
    private static void coolDown(AlertStore store, AlertRule rule, Alert before) {
        Duration coolDown = rule.pace().coolDown();
        if (!coolDown.isZero() && rule.revision().equals(before.trigger().revision())) {
            Instant until = before.change().to().plus(coolDown);
            store.camera(new CameraProgress(null, null, List.of(), null, 0, 1));
            store.rule(rule.id(), new RuleProgress(rule.revision(), null, null, until));
        }
    }

    private static List<Check> checks(
            RecordedAlert alert, List<Alert> decided, ScoreComparison scores) {
        List<RecordedAlert> again = RecordedAlert.of(decided);
        return again.stream()
                .filter(other -> other.id().equals(alert.id()))
                .findFirst()
                .or(() -> again.stream().filter(alert::meets).findFirst())
                .map(other -> AlertComparison.of(alert, other, scores))
                .orElseGet(() -> List.of(Check.of("alert", alert.id(), "none")));
    }

    private AlertRule rule(RecordedAlert alert, RuleTimeline timeline) throws CommandException {
        Alert.Trigger trigger = alert.trigger();
        if (trigger.revision() == null) {
            throw new CommandException("it does not tell the revision of its rule");
        }
        Optional<AlertRule> rule =
                timeline.at(alert.first().change().decidedAt()).stream()
                        .filter(other -> other.id().equals(trigger.rule()))
                        .findFirst();
        if (rule.map(AlertRule::revision).filter(trigger.revision()::equals).isEmpty()) {
            throw new CommandException(
                    "revision %s of rule %s is gone: for frames of that time topic %s and the configuration have %s"
                            .formatted(
                                    trigger.revision(),
                                    trigger.rule(),
                                    clients.fullName(Topics.RULES),
                                    rule.map(other -> "revision " + other.revision())
                                            .orElse("no rule of this id")));
        }
        if (rule.get().condition() instanceof Blinded || alert.last().peak().frame() == null) {
            throw new CommandException(
                    "no frame raised it, and what workers say of a camera is not retained");
        }
        return rule.get();
    }

    /** The frames without which nothing is proven. */
    private static Set<FrameId> evidence(RecordedAlert alert) {
        Set<FrameId> frames = new LinkedHashSet<>();
        alert.changes().stream()
                .map(change -> change.peak().frame())
                .filter(Objects::nonNull)
                .map(FrameLocation::frame)
                .forEach(frames::add);
        return frames;
    }

    /** The results of the camera that are retained, by frame. */
    private Map<FrameId, Classification> recorded(RecordedAlert alert, AlertSpan span) {
        Map<FrameId, Classification> results = new LinkedHashMap<>();
        new CameraScan<>(Topics.CLASSIFICATIONS, alert.trigger().camera(), span.after(), span.to())
                .read(
                        clients,
                        record -> {
                            if (span.contains(record.value().captureTime())) {
                                results.put(record.value().location().frame(), record.value());
                            }
                        });
        return results;
    }

    private void requireFrames(
            RecordedAlert alert,
            Set<FrameId> evidence,
            Map<FrameId, Classification> recorded,
            Set<FrameId> seen)
            throws CommandException {
        Set<FrameId> missing = new LinkedHashSet<>(evidence);
        recorded.values().stream()
                .filter(result -> !result.captureTime().isBefore(alert.from()))
                .forEach(result -> missing.add(result.location().frame()));
        missing.removeAll(seen);
        if (!missing.isEmpty()) {
            FrameLocation location = alert.last().peak().frame();
            throw new CommandException(
                    "%d of its frames are no longer retained, such as %s: partition %d of %s begins at offset %d"
                            .formatted(
                                    missing.size(),
                                    missing.iterator().next(),
                                    location.partition(),
                                    location.topic(),
                                    CameraScan.earliestOffset(clients, location)));
        }
    }
}

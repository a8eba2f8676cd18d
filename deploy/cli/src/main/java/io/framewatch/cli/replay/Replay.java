package io.framewatch.cli.replay;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.cli.rule.AlertRun;
import io.framewatch.cli.rule.RetainedResults;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.job.alert.RulesLog;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Decides the alerts of a time again, by event time.
 *
 * @param setting the job
 * @param rules the rules and when they count
 * @param directory what is known of the cameras
 * @param time event times of the changes that are wanted
 */
record Replay(JobSetting setting, RuleTimeline rules, RulesLog directory, Interval time) {

    /** Records of other cameras in a partition may lag behind. */
    private static final Duration LAG = Duration.ofMinutes(10);

    /**
     * What was decided.
     *
     * @param alerts the records, in the order of their decisions for each camera
     * @param frames number of frames of the time, by camera
     * @param withoutScore number of results that have no score for a rule, by rule
     */
    record Decided(
            List<Alert> alerts, Map<CameraId, Long> frames, Map<String, Long> withoutScore) {}

    /** Decides by the results that are retained. */
    Decided ofResults() throws CommandException {
        List<Alert> alerts = new ArrayList<>();
        try {
            RetainedResults.Summary summary = results().decide(rules, directory, alerts::add);
            return new Decided(alerts, summary.results(), summary.withoutScore());
        } catch (KafkaException e) {
            throw failed("results", e);
        }
    }

    /**
     * Classifies the retained frames again and decides by that.
     *
     * @param model folder of the model
     * @param progress takes the capture time of each frame
     */
    Decided ofFrames(Path model, Consumer<Instant> progress)
            throws CommandException, InterruptedException {
        List<Alert> alerts = new ArrayList<>();
        AlertRun run = new AlertRun(new AlertEngine(rules, directory), time, alerts::add);
        ModelSearch search = ModelSearch.open(setting, Optional.of(model));
        Classifier opened = search.open(model.toString());
        try (FrameClassifier classifier =
                new FrameClassifier(opened, wanted(search, opened), result(run, progress))) {
            run.reports(results().reports());
            Instant from = time.from().minus(AlertRun.lead(rules.all()));
            TopicScan.between(Topics.FRAMES, from, time.to().plus(LAG))
                    .read(clients(), record -> add(classifier, record));
            classifier.flush();
            run.end();
            return new Decided(alerts, run.results(), Map.of());
        } catch (KafkaException e) {
            throw failed("frames", e);
        }
    }

    private FrameClassifier.Wanted wanted(ModelSearch search, Classifier model) {
        List<String> labels =
                rules.all().stream()
                        .flatMap(rule -> rule.scored().stream())
                        .map(Scored::target)
                        .filter(target -> target.head() == null)
                        .flatMap(target -> target.watched().stream())
                        .distinct()
                        .toList();
        Map<CameraId, List<HeadLayer>> heads = search.heads(model);
        return new FrameClassifier.Wanted(setting.model().top(), labels, heads);
    }

    private static Consumer<Classification> result(AlertRun run, Consumer<Instant> progress) {
        return result -> {
            progress.accept(result.captureTime());
            run.result(result);
        };
    }

    private void add(FrameClassifier classifier, TopicRecord<Frame> record) {
        if (record.value().captureTime().isBefore(time.to())) {
            try {
                classifier.add(record);
            } catch (UndecodableImageException e) {
                // The job makes a dead letter of it, which decides nothing.
            }
        }
    }

    private RetainedResults results() {
        return new RetainedResults(clients(), time, camera -> true);
    }

    private KafkaClients clients() {
        return new KafkaClients(setting.kafka());
    }

    private CommandException failed(String what, KafkaException cause) {
        return new CommandException(
                "Kafka at %s does not serve the %s: %s"
                        .formatted(setting.kafka().bootstrapServers(), what, KafkaReason.of(cause)),
                cause);
    }
}

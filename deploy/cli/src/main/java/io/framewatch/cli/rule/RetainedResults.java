package io.framewatch.cli.rule;

import io.framewatch.cli.Interval;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/**
 * The results of a time that Kafka retains, and what workers said of the cameras. Of the latter the
 * topic keeps the last record of each camera, and older ones for a while.
 *
 * <p>The results of a camera are in one partition and in the order of its frames, and they are
 * decided as they are read, so any number of them takes the memory of the cameras' states. A
 * partition is read until its results are ten minutes past the time, as those of other cameras in
 * it may lag behind.
 *
 * @param clients the cluster, which has the topics
 * @param time event times of the alerts
 * @param cameras the cameras, or views, that are looked at
 */
public record RetainedResults(KafkaClients clients, Interval time, Predicate<CameraId> cameras) {

    private static final Duration LAG = Duration.ofMinutes(10);

    /**
     * What was read.
     *
     * @param results number of frames of the time, by camera
     * @param malformed number of records that are no results
     * @param withoutScore number of results of the time that have no score for a rule, by rule:
     *     they have the best labels, and those that rules named when they were made
     */
    public record Summary(
            Map<CameraId, Long> results, long malformed, Map<String, Long> withoutScore) {}

    /**
     * Decides the alerts of the time.
     *
     * @param rules the rules and when they count
     * @param directory what is known of the cameras
     * @param out takes what happened to alerts in the time, that of a camera in its order
     * @throws KafkaException if the cluster does not answer, refuses, or lacks a topic
     */
    public Summary decide(RuleTimeline rules, CameraDirectory directory, Consumer<Alert> out) {
        AlertRun run = new AlertRun(new AlertEngine(rules, directory), time, out);
        run.reports(reports());
        MissingScores missing = new MissingScores(rules.all(), directory, time);
        long malformed =
                read(
                        time.from().minus(AlertRun.lead(rules.all())),
                        result -> {
                            run.result(result);
                            missing.take(result);
                        });
        run.end();
        return new Summary(run.results(), malformed, missing.byRule());
    }

    /**
     * Hands over the results of the time, and those before it from another time on.
     *
     * @return number of records that are no results
     */
    public long read(Instant from, Consumer<Classification> out) {
        Results results = new Results(this, out);
        TopicScan.between(Topics.CLASSIFICATIONS, from, time.to().plus(LAG)).read(clients, results);
        return results.malformed;
    }

    /** What workers said of the cameras, as far as it is retained. */
    public List<CameraStatusReport> reports() {
        List<CameraStatusReport> reports = new ArrayList<>();
        TopicScan.all(Topics.CAMERA_STATUS)
                .read(
                        clients,
                        record -> {
                            if (cameras.test(record.value().camera())) {
                                reports.add(record.value());
                            }
                        });
        return reports;
    }

    private static final class Results implements RecordHandler<Classification> {

        private final RetainedResults wanted;
        private final Consumer<Classification> out;
        private long malformed;

        private Results(RetainedResults wanted, Consumer<Classification> out) {
            this.wanted = wanted;
            this.out = out;
        }

        @Override
        public void received(TopicRecord<Classification> record) {
            Classification result = record.value();
            if (wanted.cameras.test(result.camera())
                    && result.captureTime().isBefore(wanted.time.to())) {
                out.accept(result);
            }
        }

        @Override
        public void malformed(TopicRecord<Void> record, String reason) {
            malformed++;
        }
    }
}

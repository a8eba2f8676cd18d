package io.framewatch.cli.doctor;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks at a cluster: Kafka, topics, frames, the job, cameras and clocks. */
final class Cluster {

    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final Duration MAX_AHEAD = Duration.ofSeconds(2);
    private static final Set<State> FAILING = Set.of(State.FAILED, State.REFUSED, State.RETRYING);

    private final KafkaOptions kafka;
    private final KafkaClients clients;
    private final List<Finding> findings = new ArrayList<>();
    private final Instant now = Instant.now();

    private Cluster(KafkaOptions kafka) {
        this.kafka = kafka;
        this.clients = new KafkaClients(kafka);
    }

    static List<Finding> look(KafkaOptions kafka) throws InterruptedException {
        Cluster cluster = new Cluster(kafka);
        cluster.look();
        return cluster.findings;
    }

    private void look() throws InterruptedException {
        try {
            KafkaConnection.require(kafka);
            KafkaConnection.requireLogin(kafka);
        } catch (CommandException e) {
            findings.add(
                    Finding.wrong(
                            "Kafka",
                            e.getMessage(),
                            "start it, or correct kafka.bootstrap-servers and kafka.properties"));
            return;
        }
        try {
            Set<String> missing = topics();
            frames(missing);
            cameras(missing);
        } catch (KafkaException e) {
            findings.add(
                    Finding.wrong(
                            "Kafka",
                            KafkaReason.of(e),
                            "give this user the rights of docs/security.md"));
        }
    }

    /** Returns the names of those that are missing. */
    private Set<String> topics() throws InterruptedException {
        Set<String> missing = new TreeSet<>();
        try (Admin admin = clients.admin()) {
            int brokers = admin.describeCluster().nodes().get().size();
            findings.add(
                    Finding.ok(
                            "Kafka",
                            "%d %s at %s"
                                    .formatted(
                                            brokers,
                                            brokers == 1 ? "broker" : "brokers",
                                            kafka.bootstrapServers())));
            Set<String> there = admin.listTopics().names().get();
            for (Topic<?> topic : Topics.OF_THE_JOB) {
                if (!there.contains(clients.fullName(topic))) {
                    missing.add(topic.name());
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
        findings.add(
                missing.isEmpty()
                        ? Finding.ok("topics", "all are there; topics diff compares their settings")
                        : Finding.wrong(
                                "topics",
                                "missing: " + String.join(", ", missing),
                                "./framewatch topics apply --config FILE"));
        return missing;
    }

    private void frames(Set<String> missing) {
        if (missing.contains(Topics.FRAMES.name())
                || missing.contains(Topics.CLASSIFICATIONS.name())) {
            return;
        }
        long frames = count(Topics.FRAMES);
        Optional<Instant> latest = latestCapture();
        findings.add(
                frames > 0
                        ? Finding.ok("ingest", frames + " frames in the last minute")
                        : Finding.wrong(
                                "ingest",
                                "no frame in the last minute",
                                "start ./framewatch ingest, or see the cameras below"));
        long results = count(Topics.CLASSIFICATIONS);
        findings.add(
                results > 0 || frames == 0
                        ? Finding.ok("job", results + " results in the last minute")
                        : Finding.wrong(
                                "job",
                                "no result in the last minute, though there are frames",
                                "start ./framewatch job, or see its log and ./framewatch model status"));
        latest.ifPresent(this::clocks);
    }

    private void clocks(Instant latest) {
        Duration ahead = Duration.between(now, latest);
        findings.add(
                ahead.compareTo(MAX_AHEAD) > 0
                        ? Finding.wrong(
                                "clocks",
                                "a frame was captured %d s ahead of this machine's clock"
                                        .formatted(ahead.toSeconds()),
                                "set the clocks of workers and of this machine by NTP")
                        : Finding.ok("clocks", "no frame is ahead of this machine's clock"));
    }

    private <T> long count(Topic<T> topic) {
        long[] count = {0};
        new TopicScan<>(topic, Optional.of(now.minus(RECENT)), Optional.empty())
                .read(clients, record -> count[0]++);
        return count[0];
    }

    private Optional<Instant> latestCapture() {
        Instant[] latest = {null};
        new TopicScan<>(Topics.CLASSIFICATIONS, Optional.of(now.minus(RECENT)), Optional.empty())
                .read(
                        clients,
                        record -> {
                            Instant captured = record.value().captureTime();
                            if (latest[0] == null || captured.isAfter(latest[0])) {
                                latest[0] = captured;
                            }
                        });
        return Optional.ofNullable(latest[0]);
    }

    /** Those that the workers of a fleet say something of. */
    private void cameras(Set<String> missing) {
        if (missing.contains(Topics.CAMERA_STATUS.name())) {
            return;
        }
        Map<String, CameraStatusReport> statuses = new HashMap<>();
        TopicScan.all(Topics.CAMERA_STATUS)
                .read(clients, record -> statuses.put(record.key(), record.value()));
        List<CameraStatusReport> failing =
                statuses.values().stream()
                        .filter(report -> FAILING.contains(report.state()))
                        .toList();
        failing.forEach(report -> findings.add(failing(report)));
        if (failing.isEmpty() && !statuses.isEmpty()) {
            findings.add(Finding.ok("cameras", statuses.size() + " of the topic, none fails"));
        }
    }

    private static Finding failing(CameraStatusReport report) {
        String reason = report.condition().reason();
        return Finding.wrong(
                "camera " + report.camera(),
                report.state().name().toLowerCase(Locale.ROOT)
                        + (reason == null ? "" : ": " + reason),
                "./framewatch camera probe its address");
    }
}

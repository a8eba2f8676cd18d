package io.framewatch.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.CrossValidation;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.HeadState;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.InMemoryAlertStore;
import io.framewatch.job.alert.RuleTimeline;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a job has left in Kafka: frames of one colour each, their results by a model that can be
 * computed by hand, and the alerts of one rule.
 */
public final class TestingHistory implements AutoCloseable {

    /** Capture time of the first frame of each camera; recent, so that the broker retains it. */
    public static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));

    /** Labels of the model: a frame of red, green and blue has them as its logits. */
    public static final List<String> LABELS = List.of("red", "green", "blue");

    private static final int GREEN = 127;
    private static final int SIDE = 224;

    private final Path folder;
    private final String rules;
    private final KafkaClients clients;
    private final TopicWriter writer;
    private final Path model;
    private String heads = "";
    private String err;

    /**
     * @param prefix of the topics
     * @param rules the rules of the configuration, as YAML in one line
     */
    public TestingHistory(EmbeddedBroker broker, Path folder, String prefix, String rules)
            throws Exception {
        this.folder = folder;
        this.rules = rules;
        this.clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 3, Map.of()));
        TopicAdmin.ensure(clients, Topics.ALL);
        this.writer = new TopicWriter(clients);
        TestingOnnx onnx = new TestingOnnx();
        onnx.embedding = true;
        this.model = onnx.writeModel(folder.resolve("model"), LABELS);
        writeConfig(model);
    }

    /** The model of the configuration. */
    public Path model() {
        return model;
    }

    /** Where the records are. */
    public KafkaClients clients() {
        return clients;
    }

    /** The configuration has another model from now on. */
    public void writeConfig(Path otherModel) throws Exception {
        Files.writeString(
                config(),
                "kafka: {bootstrap-servers: '%s', topic-prefix: %s, partitions: 3}\nmodel: {uri: '%s'}\nheads: [%s]\nrules: [%s]\n"
                        .formatted(
                                clients.kafka().bootstrapServers(),
                                clients.kafka().topicPrefix(),
                                otherModel,
                                heads,
                                rules));
    }

    /** Gives a camera the head {@code light}, which says of red and green what the model says. */
    public void teach(String camera) throws Exception {
        Head head =
                new Head(
                        "light",
                        "v1",
                        camera,
                        new Head.Backbone("means", "1", ModelDigest.of(ModelFiles.of(model))),
                        List.of(
                                new HeadState("red", 1, 1, 0, List.of(1f, 0f, 0f)),
                                new HeadState("green", 1, 1, 0, List.of(0f, 1f, 0f))),
                        new Head.Origin(
                                new CrossValidation(1, 1, 1, List.of()), "2026-11-25T10:00:00Z"));
        Path there = Files.createDirectories(folder.resolve("head"));
        Files.write(there.resolve(ModelFiles.HEAD), head.toJson());
        heads = "{uri: '" + there + "'}";
        writeConfig(model);
    }

    /** The job's configuration file. */
    public Path config() {
        return folder.resolve("framewatch.yaml");
    }

    /** The score of {@code red} of a frame: softmax of red, 127 and 0. */
    public static float score(int red) {
        return (float) (1 / (1 + Math.exp(GREEN - red)));
    }

    /** Capture time of a frame. */
    public static Instant at(int frame) {
        return START.plusSeconds(frame);
    }

    /**
     * Writes frames of a camera, one a second.
     *
     * @param reds their red; 127 has a score of a half
     */
    public void capture(String camera, int... reds) throws Exception {
        for (int i = 0; i < reds.length; i++) {
            byte[] rgb = new byte[3 * SIDE * SIDE];
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                rgb[3 * pixel] = (byte) reds[i];
                rgb[3 * pixel + 1] = GREEN;
            }
            writer.write(
                    Topics.FRAMES,
                    new Frame(
                            new FrameId(new CameraId(camera), 1, i),
                            at(i),
                            0,
                            new Frame.Image(FrameEncoding.RGB, SIDE, SIDE, rgb)));
        }
    }

    /** The results of all frames by the model. */
    public List<Classification> results() throws Exception {
        List<Classification> results = new ArrayList<>();
        Classifier opened = Classifier.open(ModelFiles.of(model));
        Map<CameraId, List<HeadLayer>> layers =
                ModelSearch.open(JobSetting.read(config()), Optional.empty()).heads(opened);
        try (FrameClassifier classifier =
                new FrameClassifier(
                        opened, new FrameClassifier.Wanted(3, LABELS, layers), results::add)) {
            TopicScan.all(Topics.FRAMES)
                    .read(
                            clients,
                            record -> {
                                try {
                                    classifier.add(record);
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            });
            classifier.flush();
        }
        return results;
    }

    /** Decides the alerts of the rules of the configuration and writes results and alerts. */
    public List<RecordedAlert> decide(List<Classification> results) throws Exception {
        write(Topics.CLASSIFICATIONS, results);
        List<Alert> alerts = alerts(results);
        write(Topics.ALERTS, alerts);
        return RecordedAlert.of(alerts);
    }

    /** The alerts that come of results by the rules of the configuration. */
    public List<Alert> alerts(List<Classification> results) throws Exception {
        AlertEngine engine =
                new AlertEngine(
                        RuleTimeline.of(JobSetting.read(config()).rules()), CameraDirectory.EMPTY);
        Map<CameraId, AlertStore> stores = new HashMap<>();
        List<Alert> alerts = new ArrayList<>();
        for (Classification result : results) {
            AlertStore store =
                    stores.computeIfAbsent(result.camera(), id -> new InMemoryAlertStore());
            engine.frame(store, result, alerts::add);
        }
        return alerts;
    }

    /** Writes records. */
    public <T> void write(Topic<T> topic, List<T> records) throws Exception {
        for (T record : records) {
            writer.write(topic, record);
        }
    }

    /** Runs {@code ./framewatch} and requires its exit code; returns what it printed. */
    public String run(int exitCode, Object... arguments) throws Exception {
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--config", config()))
                        .map(Object::toString)
                        .toArray(String[]::new);
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(errors, true));
            int code = command.execute(all);
            err = errors.toString();
            assertThat(code).as("%s%s", printed, err).isEqualTo(exitCode);
        }
        return printed.toString();
    }

    /** What the last command printed beside its result. */
    public String err() {
        return err;
    }

    @Override
    public void close() {
        writer.close();
    }
}

package io.framewatch.cli.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.Alert.Change;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch traces} as a user runs it, from a broker to a collector. */
@Timeout(120)
class TracesCommandITCase {

    private static final CameraId GATE = new CameraId("gate-1");
    private static final FrameId FRAME = new FrameId(GATE, 1795579290000L, 7);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Classification.Model MODEL =
            new Classification.Model("mobile-former-26m", "1", null);

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private TestingCollector collector;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startCollector() throws Exception {
        collector = new TestingCollector();
        // What OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_BSP_SCHEDULE_DELAY are for a process.
        System.setProperty("otel.exporter.otlp.endpoint", collector.url());
        System.setProperty("otel.bsp.schedule.delay", "10");
    }

    @AfterEach
    void stopCollector() {
        System.clearProperty("otel.exporter.otlp.endpoint");
        System.clearProperty("otel.bsp.schedule.delay");
        collector.close();
    }

    @Test
    void shouldExportAFrameAndTheAlertThatItBegan() throws Exception {
        KafkaClients clients = clients("traced.");
        TopicAdmin.ensure(clients, List.of(Topics.CLASSIFICATIONS, Topics.SHED, Topics.ALERTS));
        CountDownLatch reading = new CountDownLatch(1);
        Thread command = new Thread(() -> execute("traced.", lines(reading), "--sample", "0"));
        command.start();
        reading.await();

        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.CLASSIFICATIONS, result());
            writer.write(Topics.ALERTS, alert());
        }
        Map<String, Span> spans = new HashMap<>();
        while (spans.size() < 9) {
            Span span = collector.next();
            spans.put(span.getName() + (spans.containsKey(span.getName()) ? "2" : ""), span);
        }
        command.interrupt();
        command.join();

        assertThat(spans)
                .containsOnlyKeys(
                        "frame",
                        "ingest",
                        "decode",
                        "wait",
                        "infer",
                        "deliver",
                        "deliver2",
                        "decide",
                        "alert started");
        Span frame = spans.get("frame");
        Span alert = spans.get("alert started");
        assertThat(spans.values()).extracting(Span::getTraceId).containsOnly(frame.getTraceId());
        assertThat(frame.getParentSpanId().isEmpty()).isTrue();
        assertThat(alert.getParentSpanId()).isEqualTo(frame.getSpanId());
        assertThat(frame.getStartTimeUnixNano()).isEqualTo(NOW.toEpochMilli() * 1_000_000);
        assertThat(TestingCollector.texts(frame)).containsEntry("framewatch.frame", "" + FRAME);
        assertThat(TestingCollector.texts(alert)).containsEntry("framewatch.rule.name", "lorry");
        assertThat(collector.service()).isEqualTo("framewatch");
    }

    @Test
    void shouldSayWhichTopicIsMissing() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = execute("missing.", new PrintWriter(out, true), new PrintWriter(err, true));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("topic missing.");
    }

    @Test
    void shouldRefuseAProtocolThatItLacks() throws Exception {
        StringWriter err = new StringWriter();
        System.setProperty("otel.exporter.otlp.protocol", "grpc");
        try {
            int code =
                    execute(
                            "grpc.",
                            new PrintWriter(new StringWriter()),
                            new PrintWriter(err, true));

            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains("traces: OpenTelemetry: ").contains("rpc");
        } finally {
            System.clearProperty("otel.exporter.otlp.protocol");
        }
    }

    @Test
    void shouldRefuseAPartThatIsNone() throws Exception {
        StringWriter err = new StringWriter();

        int code =
                execute(
                        "part.",
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        "--sample",
                        "1.5");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--sample '1.5' must be from 0 to 1");
    }

    private static Classification result() {
        return new Classification(
                GATE,
                new FrameLocation(FRAME, "traced.frames", 1, 42),
                FrameTimes.of(NOW),
                MODEL,
                Classification.Scores.of(List.of(new LabelScore("lorry", 0.9f))),
                new Timing(NOW.plusMillis(20), 1_000, 2_000, 3_000, 2, NOW.plusMillis(26)));
    }

    private static Alert alert() {
        return new Alert(
                "lorry/" + FRAME,
                new Alert.Trigger("lorry", "0123456789abcdef", GATE, "lorry"),
                Change.started(NOW, NOW.plusMillis(5)),
                new Alert.Peak(0.9f, new FrameLocation(FRAME, "traced.frames", 1, 42), MODEL));
    }

    private static KafkaClients clients(String prefix) {
        return new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of()));
    }

    /** Tells when the command has said something. */
    private static PrintWriter lines(CountDownLatch said) {
        return new PrintWriter(
                new StringWriter() {
                    @Override
                    public void flush() {
                        said.countDown();
                    }
                });
    }

    private int execute(String prefix, PrintWriter out, String... options) {
        return execute(prefix, out, new PrintWriter(System.err, true, UTF_8), options);
    }

    private int execute(String prefix, PrintWriter out, PrintWriter err, String... options) {
        try (Workspace workspace = Workspace.create()) {
            Path config =
                    Files.writeString(
                            folder.resolve("framewatch.yaml"),
                            "kafka: {bootstrap-servers: '%s', topic-prefix: '%s'}\n"
                                    .formatted(broker.bootstrapServers(), prefix));
            CommandLine commandLine = Framewatch.commandLine(workspace).setOut(out).setErr(err);
            String[] all = new String[options.length + 3];
            System.arraycopy(options, 0, all, 3, options.length);
            all[0] = "traces";
            all[1] = "--config";
            all[2] = config.toString();
            return commandLine.execute(all);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

package io.framewatch.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.framewatch.event.Alert;
import io.framewatch.event.EventJson;
import io.framewatch.event.EventType;
import io.framewatch.topic.AsyncApi;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Topic;
import io.framewatch.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumers in other languages that are shipped, with the packages that they name, and the
 * AsyncAPI document. Needs Python with venv, Node.js with npm, and their registries.
 */
@Timeout(300)
class ExamplesITCase {

    private static final String ALERTS = "framewatch.alerts";

    private static final Path SOURCES = Path.of("../distribution/examples");

    /** Copies beside what is installed for them, which stays for the next run. */
    private static final Path EXAMPLES = Path.of("target/examples").toAbsolutePath();

    private static final String SPECIFICATION = "@asyncapi/specs@6.11.1";

    @TempDir private static Path schemas;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        for (String file :
                List.of(
                        "python/alerts.py",
                        "python/requirements.txt",
                        "javascript/alerts.js",
                        "javascript/package.json")) {
            Path copy = EXAMPLES.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(SOURCES.resolve(file)));
        }
        for (Topic<?> topic : Topics.ALL) {
            for (EventType<?> type : topic.eventTypes()) {
                Files.writeString(schemas.resolve(type.schemaFile()), type.schema());
            }
        }
        broker = EmbeddedBroker.start();
        broker.createTopic(ALERTS, 1);
        write();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldGiveEachAlertOnceInPython() throws Exception {
        Path environment = EXAMPLES.resolve("python/venv");
        String python = environment.resolve("bin/python").toString();
        run("python3", "-m", "venv", environment.toString());
        run(python, "-m", "pip", "install", "-q", "-r", EXAMPLES + "/python/requirements.txt");

        assertAlerts("python", python, EXAMPLES + "/python/alerts.py");
    }

    @Test
    void shouldGiveEachAlertOnceInJavaScript() throws Exception {
        run("npm", "install", "--no-audit", "--no-fund", "--prefix", EXAMPLES + "/javascript");

        assertAlerts("javascript", "node", EXAMPLES + "/javascript/alerts.js");
    }

    /** AsyncAPI's own schema, which says more than that the document is JSON. */
    @Test
    void shouldDescribeTheTopicsAsAsyncApiHasIt() throws Exception {
        Path folder = Files.createDirectories(EXAMPLES.resolve("asyncapi"));
        run(
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                folder.toString(),
                SPECIFICATION);
        String schema =
                Files.readString(folder.resolve("node_modules/@asyncapi/specs/schemas/3.0.0.json"));
        String document = AsyncApi.document("framewatch.");

        assertThat(problems(schema, document)).isEmpty();
        assertThat(problems(schema, document.replace("\"send\"", "\"publish\""))).isNotEmpty();
        assertThat(problems(schema, document.replace("\"0.5.0\"", "\"none\""))).isNotEmpty();
    }

    /**
     * Some that count, one that is repeated, one that is no alert, one of an aborted transaction.
     */
    private static void write() throws Exception {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "alerts"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            ProducerRecord<byte[], byte[]> broken = record(alert(4, "started"));
            send(producer, record(alert(1, "started")));
            producer.beginTransaction();
            producer.send(record(alert(2, "started"))).get();
            producer.abortTransaction();
            send(
                    producer,
                    record(alert(1, "started")),
                    new ProducerRecord<>(
                            ALERTS, null, broken.key(), "{}".getBytes(UTF_8), broken.headers()),
                    record(alert(1, "ended")),
                    record(alert(3, "started")));
        }
    }

    @SafeVarargs
    private static void send(
            Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]>... records)
            throws Exception {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : records) {
            producer.send(record).get();
        }
        producer.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> record(Alert alert) {
        return Topics.ALERTS.codec().toRecord(ALERTS, alert, RecordLimits.NONE, Instant.EPOCH);
    }

    private static Alert alert(int sequence, String state) throws Exception {
        String end = state.equals("ended") ? "\"to\": \"2026-11-25T04:01:35.000000Z\"," : "";
        String json =
                """
                {
                  "id": "car/gate-1/1764043290123/%1$d",
                  "rule": "car",
                  "ruleRevision": "0123456789abcdef",
                  "camera": "gate-1",
                  "label": "car",
                  "state": "%2$s",
                  "from": "2026-11-25T04:01:30.123456Z",
                  %3$s
                  "decidedAt": "2026-11-25T04:01:35.000000Z",
                  "peakScore": 0.9,
                  "evidence": {
                    "frame": "gate-1/1764043290123/%1$d",
                    "topic": "framewatch.frames",
                    "partition": 3,
                    "offset": 4711
                  },
                  "model": "roadside",
                  "modelVersion": "1"
                }
                """
                        .formatted(sequence, state, end);
        return EventJson.read(json.getBytes(UTF_8), Alert.class);
    }

    private static void assertAlerts(String group, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(broker.bootstrapServers(), group, schemas.toString()));
        Path errors = EXAMPLES.resolve(group + ".err");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> expected = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (Alert alert :
                    List.of(alert(1, "started"), alert(1, "ended"), alert(3, "started"))) {
                expected.add(new String(EventJson.toBytes(alert), UTF_8));
                printed.add(lines.readLine());
            }
        } finally {
            process.destroy();
        }

        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(printed.get(i)).as("line %d, errors in %s", i, errors).isNotNull();
            assertThat(json.readTree(printed.get(i))).isEqualTo(json.readTree(expected.get(i)));
        }
        assertThat(Files.readAllLines(errors))
                .anyMatch(line -> line.startsWith("framewatch.alerts-0 at 5: "));
    }

    private static List<String> problems(String schema, String document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema, InputFormat.JSON)
                .validate(document, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
    }
}

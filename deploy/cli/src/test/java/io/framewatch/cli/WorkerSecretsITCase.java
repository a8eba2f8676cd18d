package io.framewatch.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.ingest.capture.TestingSecrets;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers in JVMs of their own whose cameras have a password in every place where somebody may have
 * put it. It is nowhere in what they print, log, serve and write to Kafka.
 */
@Timeout(180)
class WorkerSecretsITCase {

    /** What people write to the topic by hand, beside addresses; ID stands for the camera. */
    private static final List<String> RECORDS =
            List.of(
                    "{'id':'ID','uri':'rtsp://cam/x','credentials':'admin:s3cret'}",
                    "{'id':'ID','uri':'rtsp://cam/x','credentials':'s3cret'}",
                    "{'id':'ID','uri':['rtsp://admin:s3cret@cam/x']}",
                    "{'id':'ID','uri':{'rtsp://admin:s3cret@cam/x':1}}",
                    "{'id':'ID','uri':'rtsp://cam/x','rtsp://admin:s3cret@cam/x':1}",
                    "{'id':'ID','uri':'rtsp://cam/x','password':'s3cret'}",
                    "{'id':'ID','uri':'rtsp://cam/x','transport':'rtsp://admin:s3cret@cam/x'}",
                    "{'id':'ID','uri':'rtsp://cam/x','fps':'rtsp://admin:s3cret@cam/x'}",
                    "{'id':'rtsp://admin:s3cret@cam/x','uri':'rtsp://cam/x'}",
                    "{'id':'ID','uri':'rtsp://cam/x','tags':'rtsp://admin:s3cret@cam/x'}",
                    "{'id':'ID','uri':'rtsp://admin:s3cret@cam/x',",
                    "{'id':'ID','uri':rtsp://admin:s3cret@cam/x}",
                    "rtsp://admin:s3cret@cam/x",
                    "['rtsp://admin:s3cret@cam/x']",
                    "'rtsp://admin:s3cret@cam/x'");

    private static final String WRONG_KEY = "rtsp://admin:s3cret@cam/key";

    @TempDir Path folder;

    private final Map<String, String> found = new TreeMap<>();
    private TestingSecrets secrets;
    private EmbeddedBroker broker;
    private KafkaClients clients;

    @BeforeEach
    void start() throws Exception {
        secrets = new TestingSecrets();
        broker = EmbeddedBroker.start();
        clients = new KafkaClients(new KafkaOptions(broker.bootstrapServers(), "", 2, Map.of()));
    }

    @AfterEach
    void stop() {
        broker.close();
        secrets.close();
    }

    @Test
    void shouldTellNobodyThePasswordsOfItsFile() throws Exception {
        List<String> uris = TestingSecrets.failing().map(secrets::address).toList();
        StringBuilder yaml = new StringBuilder("cameras:\n");
        for (int i = 0; i < uris.size(); i++) {
            yaml.append("  - {id: gate-%d, uri: '%s'}\n".formatted(i, uris.get(i)));
        }
        yaml.append("  - {id: open, uri: '%s'}\n".formatted(withLogin(secrets.live())));
        yaml.append("  - {id: live, uri: '%s', credentials: good}\n".formatted(secrets.live()));
        yaml.append(credentials());

        run(yaml.toString(), ids(uris.size()), Set.of("open", "live"));

        assertThat(found.get("topic frames")).contains("live/");
        assertThat(found.get("metrics")).contains("camera=\"gate-0\"", "camera=\"open\"");
        assertThat(found.get("health")).contains("\"camera gate-");
        assertThatNothingIsTold();
    }

    @Test
    void shouldTellNobodyThePasswordsThatSomebodyWroteToTheTopic() throws Exception {
        List<String> records = new ArrayList<>();
        Stream.concat(TestingSecrets.failing(), TestingSecrets.wrong())
                .map(uri -> "{'id':'ID','uri':'" + secrets.address(uri) + "'}")
                .forEach(records::add);
        records.addAll(RECORDS);
        TopicAdmin.ensure(clients, Topics.OF_CAMERAS);
        write(records);

        run(
                "ingest: {cameras-from-topic: true, worker: one}\n" + credentials(),
                ids(records.size()),
                Set.of("live"));

        assertThat(found.get("stderr")).contains("/0 refused: key camera id");
        assertThat(found.get("topic camera-status")).contains("\"state\":\"refused\"");
        assertThat(found.get("topic frames")).contains("live/");
        found.remove("topic cameras"); // what somebody wrote there stays there
        assertThatNothingIsTold();
    }

    private void assertThatNothingIsTold() {
        assertThat(found.get("log").lines())
                .anyMatch(line -> line.contains(" DEBUG ") && line.contains("FfmpegLog"));
        found.forEach(
                (where, text) ->
                        assertThat(text.lines().filter(WorkerSecretsITCase::isTold))
                                .as(where)
                                .isEmpty());
    }

    private static boolean isTold(String line) {
        return Stream.of(TestingSecrets.traces()).anyMatch(line::contains);
    }

    private static Set<String> ids(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> "gate-" + i)
                .collect(Collectors.toSet());
    }

    private static String withLogin(String uri) {
        return uri.replace(
                "://", "://" + TestingSecrets.USERNAME + ":" + TestingSecrets.PASSWORD + "@");
    }

    private static String credentials() {
        return "credentials: [{id: good, username: %s, password: %s}]\n"
                .formatted(TestingSecrets.USERNAME, TestingSecrets.PASSWORD);
    }

    private void write(List<String> records) {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (int i = 0; i < records.size(); i++) {
                send(producer, "gate-" + i, records.get(i).replace("ID", "gate-" + i));
            }
            send(producer, WRONG_KEY, "{'id':'gate','uri':'testsrc:'}");
            send(
                    producer,
                    "live",
                    "{'id':'live','uri':'" + secrets.live() + "','credentials':'good'}");
            producer.flush();
        }
    }

    private void send(Producer<byte[], byte[]> producer, String key, String value) {
        byte[] json = value.replace('\'', '"').getBytes(UTF_8);
        var unused =
                producer.send(
                        new ProducerRecord<>(
                                clients.fullName(Topics.CAMERAS), key.getBytes(UTF_8), json));
    }

    /** Runs a worker until cameras have failed and others are live, and takes all that it says. */
    private void run(String yaml, Set<String> failing, Set<String> live) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("worker.yaml"),
                        "kafka: {bootstrap-servers: '%s', topic-prefix: ''}\nmetrics: {port: 0}\n"
                                        .formatted(broker.bootstrapServers())
                                + yaml);
        Process worker = start(config);
        try (var lines = worker.errorReader()) {
            StringBuilder said = new StringBuilder();
            WorkerLines awaited = new WorkerLines(failing, live);
            while (!awaited.isComplete()) {
                String line = lines.readLine();
                assertThat(line).as("ended without %s, said%n%s", awaited, said).isNotNull();
                said.append(line).append('\n');
                awaited.take(line);
            }
            found.put("metrics", get(awaited.endpoint() + "/metrics"));
            found.put("health", get(awaited.endpoint() + "/healthz"));
            worker.toHandle().destroy(); // its lines are still read
            lines.lines().forEach(line -> said.append(line).append('\n'));
            found.put("stderr", said.toString());
            worker.waitFor();
        } finally {
            worker.destroyForcibly();
        }
        found.put("stdout", Files.readString(folder.resolve("out")));
        found.put("log", Files.readString(folder.resolve("log")));
        readTopics();
    }

    private Process start(Path config) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.bytedeco.javacpp.logger=slf4j",
                        "-Dlog4j2.configurationFile=log4j2-everything.properties",
                        "-Dframewatch.test.log=" + folder.resolve("log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Framewatch.class.getName(),
                        "ingest",
                        "--config",
                        config.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    /** Takes every record of every topic, Kafka's own among them. */
    private void readTopics() throws Exception {
        Set<String> topics;
        try (Admin admin = clients.admin()) {
            topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        }
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions =
                    topics.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record ->
                                        found.merge(
                                                "topic " + record.topic(),
                                                text(record),
                                                String::concat));
            }
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(text(record.key()));
        record.headers()
                .forEach(
                        header ->
                                text.append(' ')
                                        .append(header.key())
                                        .append('=')
                                        .append(text(header.value())));
        return text.append(' ').append(text(record.value())).append('\n').toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }
}

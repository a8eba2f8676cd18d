package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.EventJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is submitted, in a cluster that has nothing else of Framewatch. */
class JobJarITCase {

    private static final Path JAR = Path.of("target", "framewatch-job.jar");
    private static final int FRAMES = 20;

    /** Holds the logs of the processes; stays after a failure. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void shouldHaveNeitherFlinkNorNativeLibrariesOfOthers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> entries = jar.stream().map(ZipEntry::getName).toList();

            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.framewatch.job.FramewatchJob");
            assertThat(entries)
                    .contains("io/framewatch/operator/InferenceOperator.class")
                    .contains("org/apache/flink/connector/kafka/sink/KafkaSink.class")
                    .contains("io/framewatch/mobileformer/TunedModel.class")
                    .contains("ai/onnx/proto/OnnxMl.class")
                    .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                    .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
                    .noneMatch(name -> name.startsWith("ai/onnxruntime/"))
                    .noneMatch(name -> name.startsWith("org/bytedeco/"))
                    .noneMatch(name -> name.startsWith("org/slf4j/"));
        }
    }

    @Test
    void shouldGoOnFromASavepointInASessionCluster() throws Exception {
        TestModel model = TestModel.write(folder.resolve("model"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TestTopics topics = new TestTopics(broker, "cluster.");
                SessionCluster cluster = SessionCluster.start(folder)) {
            String config = configuration(topics, model).toString();
            send(topics, 0, TestImages.BUSY);

            String submitted =
                    cluster.flink("run", "--detached", JAR.toString(), "--config", config);
            assertThat(topics.await("classifications", FRAMES)).hasSize(FRAMES);
            assertThat(topics.await("alerts", 1)).hasSize(1);
            String stopped =
                    cluster.flink(
                            "stop",
                            "--savepointPath",
                            folder.resolve("savepoints").toUri().toString(),
                            first("JobID (\\p{XDigit}{32})", submitted));
            send(topics, FRAMES, TestImages.QUIET);
            String resumed =
                    cluster.flink(
                            "run",
                            "--detached",
                            "--fromSavepoint",
                            first("Savepoint completed. Path: (\\S+)", stopped),
                            JAR.toString(),
                            "--config",
                            config);

            assertThat(topics.await("classifications", 2 * FRAMES)).hasSize(2 * FRAMES);
            List<Alert> alerts = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> alert : topics.await("alerts", 2)) {
                alerts.add(EventJson.read(alert.value(), Alert.class));
            }
            assertThat(alerts)
                    .extracting(Alert::state)
                    .containsExactly(AlertState.STARTED, AlertState.ENDED);
            assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
            assertThat(cluster.flink("cancel", first("JobID (\\p{XDigit}{32})", resumed)))
                    .contains("Cancelled job");
            assertRefusesStrangers(cluster.rpc());
        }
    }

    /** The server shows the cluster's certificate, and ends the handshake of who has none. */
    private static void assertRefusesStrangers(InetSocketAddress server) throws Exception {
        TestingTrust trust = new TestingTrust();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(server);
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
        assertThat(trust.subjects()).containsExactly("CN=flink");
    }

    private static void send(TestTopics topics, int from, byte[] image) {
        for (int sequence = from; sequence < from + FRAMES; sequence++) {
            topics.send(TestTopics.frame("gate-1", sequence, 224, 224, image));
        }
        topics.flush();
    }

    private Path configuration(TestTopics topics, TestModel model) throws IOException {
        return Files.writeString(
                folder.resolve("framewatch.yaml"),
                """
                kafka: {bootstrap-servers: "%s", topic-prefix: cluster.}
                model: {uri: "%s"}
                job: {checkpoint-interval: 500ms}
                rules:
                  - id: busy
                    label: %s
                    enter: {score: %s, frames: 3}
                    exit: {score: %s}
                """
                        .formatted(
                                topics.kafka().bootstrapServers(),
                                model.folder(),
                                model.label(),
                                model.threshold(),
                                model.threshold()));
    }

    private static String first(String expression, String output) {
        Matcher matcher = Pattern.compile(expression).matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return matcher.group(1);
    }
}

package io.framewatch.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.topic.FrameRecords;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, on a real broker. */
@Timeout(300)
class JobCommandITCase {

    private static final String STARTED = "Flink's REST interface at (http://[^ ]+)\\.\n";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Holds the logs of the processes; stays after a failure. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void shouldWaitForKafkaAndLeaveNothingWhenItIsTerminated() throws Exception {
        int port = freePort();
        try (TestingJob job = TestingJob.start(folder, "127.0.0.1:" + port)) {
            job.await("Kafka at 127.0.0.1:" + port + " cannot be reached: .*\\. Waiting for it\\.");
            try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
                assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
                job.await("Kafka answers\\.");
                job.await(STARTED);
                publishOneFrame(broker);
                awaitOpenTransactions(broker, 1);

                job.terminate();

                assertThat(job.exitCode()).isEqualTo(130);
                assertThat(job.hasTemporaryFiles()).isFalse();
                assertThat(job.output()).doesNotContain("Exception", "Error");
                awaitOpenTransactions(broker, 0);
            }
        }
    }

    @Test
    void shouldEndAtOnceWhileItWaitsForKafka() throws Exception {
        try (TestingJob job = TestingJob.start(folder, "127.0.0.1:" + freePort())) {
            job.await("Waiting for it\\.");

            job.terminate();

            assertThat(job.exitCode()).isEqualTo(130);
            assertThat(job.hasTemporaryFiles()).isFalse();
        }
    }

    @Test
    void shouldEndWithItsOwnCodeWhenKafkaIsToBeThere() throws Exception {
        try (TestingJob job =
                TestingJob.start(folder, "127.0.0.1:" + freePort(), "--exit-when-unreachable")) {
            assertThat(job.exitCode()).isEqualTo(JobCommand.UNREACHABLE);
            assertThat(job.output()).contains("cannot be reached: ").doesNotContain("\tat ");
            assertThat(job.hasTemporaryFiles()).isFalse();
        }
    }

    @Test
    void shouldListenOnLoopbackOnlyAndEndWhenItIsCancelledThroughRest() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TestingJob job = TestingJob.start(folder, broker.bootstrapServers())) {
            URI rest = URI.create(job.await(STARTED));

            assertThat(job.listening())
                    .isNotEmpty()
                    .isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
            assertThat(send(HttpRequest.newBuilder(rest.resolve("/jars/upload")).POST(NOTHING)))
                    .isEqualTo(404);
            String id = runningJob(rest);
            URI cancel = rest.resolve("/jobs/" + id + "?mode=cancel");
            assertThat(send(HttpRequest.newBuilder(cancel).method("PATCH", NOTHING)))
                    .isEqualTo(202);

            assertThat(job.exitCode()).isZero();
            assertThat(job.output()).endsWith("The job was cancelled.\n").doesNotContain("\tat ");
        }
    }

    @Test
    void shouldNotRunTheSameJobTwice() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TestingJob job = TestingJob.start(folder, broker.bootstrapServers())) {
            job.await(STARTED);
            try (TestingJob second = TestingJob.start(folder, broker.bootstrapServers())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .startsWith(
                                "framewatch job: another process runs this job, with checkpoints in ");
            }
        }
    }

    private static final HttpRequest.BodyPublisher NOTHING = HttpRequest.BodyPublishers.noBody();

    private static int send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String runningJob(URI rest) throws Exception {
        String jobs =
                HTTP.send(
                                HttpRequest.newBuilder(rest.resolve("/jobs")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        Matcher matcher = Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(jobs);
        assertThat(matcher.find()).as(jobs).isTrue();
        return matcher.group(1);
    }

    private static void publishOneFrame(EmbeddedBroker broker) throws Exception {
        Frame frame =
                new Frame(
                        new FrameId(new CameraId("gate-1"), 1, 1),
                        Instant.now(),
                        0,
                        new Frame.Image(FrameEncoding.RGB, 224, 224, new byte[224 * 224 * 3]));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(FrameRecords.toRecord("framewatch.frames", frame)).get();
        }
    }

    private static void awaitOpenTransactions(EmbeddedBroker broker, int count) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        ListTransactionsOptions ongoing =
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        try (Admin admin = Admin.create(client)) {
            while (admin.listTransactions(ongoing).all().get().size() != count) {
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

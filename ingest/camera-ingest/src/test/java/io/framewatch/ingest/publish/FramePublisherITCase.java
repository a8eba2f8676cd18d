package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.ingest.TestingFrames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FramePublisherITCase {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final CameraTally tally = new CameraTally();

    @Test
    void shouldCreateTheTopicAndCountWhatKafkaConfirms() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of())) {
            publish(publisher.open(new CameraId("gate-1"), tally, false), 0, 200, 5_000);

            assertThat(publisher.awaitSent(LONG)).isTrue();

            assertThat(notices)
                    .containsExactly("topic test.frames did not exist: created with 3 partitions");
            assertThat(tally.counts()).isEqualTo(new CameraCounts(200, Map.of(), Map.of(), 200, 0));
            assertThat(TestingFrames.readAll(broker.bootstrapServers(), "test.frames"))
                    .extracting(frame -> frame.id().sequence())
                    .hasSize(200)
                    .isSorted();
        }
    }

    @Test
    void shouldDeliverTheFirstFramesOfATopicThatWasJustCreated() throws Exception {
        int topics = 10;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (int i = 0; i < topics; i++) {
                KafkaOptions kafka =
                        new KafkaOptions(broker.bootstrapServers(), i + ".", 4, Map.of());
                try (FramePublisher publisher = new FramePublisher(kafka, notices::add)) {
                    for (int camera = 0; camera < 4; camera++) {
                        String cameraId = "gate-" + camera;
                        FrameOutlet outlet = publisher.open(new CameraId(cameraId), tally, false);
                        publish(outlet, cameraId, 0, 100, 20_000);
                    }

                    assertThat(publisher.awaitSent(LONG)).as("topic %d", i).isTrue();
                }
            }
        }
        assertThat(tally.counts().published()).isEqualTo(400L * topics);
    }

    @Test
    void shouldKeepACameraInOnePartitionOfAnExistingTopic() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopic("test.frames", 5);
            try (FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of())) {
                publish(publisher.open(new CameraId("gate-1"), tally, false), 0, 20, 100);
                assertThat(publisher.awaitSent(LONG)).isTrue();
            }

            assertThat(notices).isEmpty();
            assertThat(TestingFrames.records(broker.bootstrapServers(), "test.frames"))
                    .hasSize(20)
                    .allMatch(record -> record.key().equals("gate-1"))
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(
                            TestingFrames.records(broker.bootstrapServers(), "test.frames")
                                    .get(0)
                                    .partition());
        }
    }

    @Test
    void shouldDropTheOldestWhileKafkaIsAwayAndGoOnWhenItComes() throws Exception {
        int port = freePort();
        try (FramePublisher publisher = publisher("127.0.0.1:" + port, Map.of())) {
            publish(publisher.open(new CameraId("gate-1"), tally, true), 0, 100, 1_000);
            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .isEqualTo(
                            "Kafka at 127.0.0.1:%d takes no frames (it does not answer): live"
                                    + " cameras drop their oldest, files wait",
                            port);
            assertThat(tally.counts().published()).isZero();

            try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                assertThat(publisher.awaitSent(LONG)).isTrue();

                long dropped = tally.counts().dropped().get(DropReason.SLOW_BROKER);
                assertThat(dropped).isEqualTo(100 - Outbox.CAPACITY);
                assertThat(TestingFrames.readAll(broker.bootstrapServers(), "test.frames"))
                        .extracting(frame -> frame.id().sequence())
                        .startsWith(dropped)
                        .endsWith(99L)
                        .hasSize(Outbox.CAPACITY);
                assertThat(notices)
                        .containsExactlyInAnyOrder(
                                "topic test.frames did not exist: created with 3 partitions",
                                "Kafka at 127.0.0.1:" + port + " takes frames again");
            }
        }
    }

    @Test
    void shouldSayThatKafkaIsBackIfThereAreNoFrames() throws Exception {
        int port = freePort();
        try (FramePublisher publisher = publisher("127.0.0.1:" + port, Map.of())) {
            assertThat(notices.poll(60, TimeUnit.SECONDS)).contains("takes no frames");

            try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
                assertThat(broker.bootstrapServers()).endsWith(":" + port);
                assertThat(notices.poll(60, TimeUnit.SECONDS)).contains("created with 3");
                assertThat(notices.poll(60, TimeUnit.SECONDS)).contains("takes frames again");
                assertThat(publisher.report().isUp()).isTrue();
            }
        }
    }

    @Test
    void shouldSayThatKafkaConfirmsNothingAnyMoreAndCountWhatIsLost() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        broker.createTopic("test.frames", 1);
        try (FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of())) {
            FrameOutlet outlet = publisher.open(new CameraId("gate-1"), tally, true);
            publish(outlet, 0, 10, 1_000);
            assertThat(publisher.awaitSent(LONG)).isTrue();
            broker.close();
            publish(outlet, 10, 5, 1_000);

            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .containsPattern(
                            "takes no frames \\(it (has confirmed none for 5 s|does not answer)\\)");
        } finally {
            broker.close();
        }
        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(15, Map.of(), Map.of(DropReason.STOPPED, 5L), 10, 0));
    }

    @Test
    void shouldCountAFrameThatKafkaRefusesAndGoOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FramePublisher publisher =
                        publisher(broker.bootstrapServers(), Map.of("max.request.size", "10000"))) {
            FrameOutlet outlet = publisher.open(new CameraId("gate-1"), tally, false);
            publish(outlet, 0, 1, 20_000);
            publish(outlet, 1, 1, 1_000);

            assertThat(publisher.awaitSent(LONG)).isTrue();

            assertThat(tally.counts())
                    .isEqualTo(new CameraCounts(2, Map.of(), Map.of(DropReason.REFUSED, 1L), 1, 0));
            assertThat(notices)
                    .filteredOn(line -> !line.startsWith("topic"))
                    .singleElement()
                    .asString()
                    .contains("does not take frame gate-1/1/0 (it refuses the frame: ")
                    .contains("max.request.size")
                    .endsWith("): dropped, as others like it of this camera");
        }
    }

    @Test
    void shouldDropNoOtherFrameOfABatchWithOneThatKafkaRefuses() throws Exception {
        int port = freePort();
        try (FramePublisher publisher =
                publisher("127.0.0.1:" + port, Map.of("linger.ms", "500"))) {
            FrameOutlet outlet = publisher.open(new CameraId("gate-1"), tally, false);
            publish(outlet, 0, 10, 1_000);
            publish(outlet, frame("gate-1", 10, Instant.now().plus(Duration.ofHours(2)), 1_000));
            publish(outlet, 11, 10, 1_000);
            try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
                assertThat(publisher.awaitSent(LONG)).isTrue();

                assertThat(tally.counts())
                        .isEqualTo(
                                new CameraCounts(
                                        21, Map.of(), Map.of(DropReason.REFUSED, 1L), 20, 0));
                assertThat(TestingFrames.readAll(broker.bootstrapServers(), "test.frames"))
                        .extracting(frame -> frame.id().sequence())
                        .hasSize(20)
                        .doesNotContain(10L);
                assertThat(notices)
                        .anyMatch(line -> line.contains("does not take frame gate-1/1/10 ("))
                        .noneMatch(line -> line.contains("the producer failed"));
            }
        }
    }

    @Test
    void shouldCreateATopicAgainThatWasDeleted() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            FrameOutlet outlet = publisher.open(new CameraId("gate-1"), tally, false);
            publish(outlet, 0, 10, 1_000);
            assertThat(publisher.awaitSent(LONG)).isTrue();

            admin.deleteTopics(List.of("test.frames")).all().get();
            while (admin.listTopics().names().get().contains("test.frames")) {
                // Until the broker has heard of it, it confirms frames that then go.
            }
            publish(outlet, 10, 30, 1_000);

            assertThat(publisher.awaitSent(LONG)).isTrue();
            assertThat(tally.counts()).isEqualTo(new CameraCounts(40, Map.of(), Map.of(), 40, 0));
            assertThat(TestingFrames.readAll(broker.bootstrapServers(), "test.frames"))
                    .extracting(frame -> frame.id().sequence())
                    .containsExactlyElementsOf(LongStream.range(10, 40).boxed().toList());
        }
    }

    @Test
    void shouldSayThatThereIsNoTlsConnection() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "listener.security.protocol.map", "CLIENTS:SSL,CONTROLLER:PLAINTEXT",
                        "ssl.keystore.location", selfSigned().toString(),
                        "ssl.keystore.password", "s3cret",
                        "ssl.truststore.location", selfSigned().toString(),
                        "ssl.truststore.password", "s3cret");
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, settings);
                FramePublisher publisher =
                        publisher(broker.bootstrapServers(), Map.of("security.protocol", "SSL"))) {
            publish(publisher.open(new CameraId("gate-1"), tally, false), 0, 1, 1_000);

            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .contains("takes no frames (no TLS connection to it: SSL handshake failed: ")
                    .contains("unable to find valid certification path");
            assertThat(tally.counts().droppedTotal()).isZero();
        }
    }

    @Test
    void shouldCountEveryFrameWhenItIsClosedWithoutKafka() throws Exception {
        FramePublisher publisher = publisher("127.0.0.1:" + freePort(), Map.of());
        publish(publisher.open(new CameraId("gate-1"), tally, true), 0, 10, 1_000);

        publisher.close();
        publisher.close();

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(10, Map.of(), Map.of(DropReason.STOPPED, 10L), 0, 0));
    }

    private FramePublisher publisher(String bootstrapServers, Map<String, String> properties) {
        return new FramePublisher(
                new KafkaOptions(bootstrapServers, "test.", 3, properties), notices::add);
    }

    private void publish(FrameOutlet outlet, int first, int count, int bytes)
            throws InterruptedException {
        publish(outlet, "gate-1", first, count, bytes);
    }

    private void publish(FrameOutlet outlet, String camera, int first, int count, int bytes)
            throws InterruptedException {
        for (int i = first; i < first + count; i++) {
            publish(outlet, frame(camera, i, Instant.now(), bytes));
        }
    }

    private void publish(FrameOutlet outlet, Frame frame) throws InterruptedException {
        tally.run(1).captured();
        outlet.publish(frame);
    }

    private static Frame frame(String camera, long sequence, Instant captured, int bytes) {
        FrameId id = new FrameId(new CameraId(camera), 1, sequence);
        return new Frame(
                id, captured, 0, new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[bytes]));
    }

    /** A key store with a certificate that no client knows. */
    private Path selfSigned() throws Exception {
        Path store = folder.resolve("store.p12");
        if (Files.notExists(store)) {
            String options =
                    "-genkeypair -keyalg EC -alias broker -dname CN=localhost -storepass s3cret"
                            + " -ext san=ip:127.0.0.1 -keystore ";
            List<String> command = new ArrayList<>(List.of((options + store).split(" ")));
            command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        }
        return store;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

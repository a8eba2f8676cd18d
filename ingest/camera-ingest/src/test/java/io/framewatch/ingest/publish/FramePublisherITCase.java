package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.broker.EmbeddedBroker;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.frame.Frame;
import io.framewatch.frame.FrameEncoding;
import io.framewatch.frame.FrameId;
import io.framewatch.ingest.TestingFrames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FramePublisherITCase {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final CameraTally tally = new CameraTally();

    @Test
    void shouldCreateTheTopicAndCountWhatKafkaConfirms() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of())) {
            publish(publisher.open(tally, false), 0, 200, 5_000);

            assertThat(publisher.awaitSent(LONG)).isTrue();

            assertThat(notices)
                    .containsExactly("topic test.frames did not exist: created with 3 partitions");
            assertThat(tally.counts()).isEqualTo(new CameraCounts(200, 0, Map.of(), 200, 0));
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
                        FrameOutlet outlet = publisher.open(tally, false);
                        publish(outlet, "gate-" + camera, 0, 100, 20_000);
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
                publish(publisher.open(tally, false), 0, 20, 100);
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
            publish(publisher.open(tally, true), 0, 100, 1_000);
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
    void shouldSayThatKafkaConfirmsNothingAnyMoreAndCountWhatIsLost() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        broker.createTopic("test.frames", 1);
        try (FramePublisher publisher = publisher(broker.bootstrapServers(), Map.of())) {
            publish(publisher.open(tally, true), 0, 10, 1_000);
            assertThat(publisher.awaitSent(LONG)).isTrue();
            broker.close();
            publish(publisher.open(tally, true), 10, 5, 1_000);

            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .containsPattern(
                            "takes no frames \\(it (has confirmed none for 5 s|does not answer)\\)");
        } finally {
            broker.close();
        }
        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(15, 0, Map.of(DropReason.STOPPED, 5L), 10, 0));
    }

    @Test
    void shouldCountAFrameThatKafkaRefusesAndGoOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                FramePublisher publisher =
                        publisher(broker.bootstrapServers(), Map.of("max.request.size", "10000"))) {
            FrameOutlet outlet = publisher.open(tally, false);
            publish(outlet, 0, 1, 20_000);
            publish(outlet, 1, 1, 1_000);

            assertThat(publisher.awaitSent(LONG)).isTrue();

            assertThat(tally.counts())
                    .isEqualTo(new CameraCounts(2, 0, Map.of(DropReason.REFUSED, 1L), 1, 0));
            assertThat(notices).anyMatch(line -> line.contains("max.request.size"));
        }
    }

    @Test
    void shouldCountEveryFrameWhenItIsClosedWithoutKafka() throws Exception {
        FramePublisher publisher = publisher("127.0.0.1:" + freePort(), Map.of());
        publish(publisher.open(tally, true), 0, 10, 1_000);

        publisher.close();
        publisher.close();

        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(10, 0, Map.of(DropReason.STOPPED, 10L), 0, 0));
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
            tally.captured();
            FrameId id = new FrameId(camera, 1, i);
            outlet.publish(
                    new Frame(id, Instant.now(), 0, 224, 224, FrameEncoding.JPEG, new byte[bytes]));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

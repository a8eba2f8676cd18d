package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.ingest.SecuredBroker;
import io.framewatch.ingest.TestingFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may publish is settled at the broker, and may be settled while ingest runs. */
@Timeout(120)
class SecuredKafkaITCase {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int FRAMES = 200; // more than fit between a camera and Kafka

    private static SecuredBroker broker;

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final CameraTally tally = new CameraTally();

    @BeforeAll
    static void start() {
        broker = new SecuredBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldPublishEveryFrameOfAFileOnceTheLoginIsPutRight() throws Exception {
        broker.setPassword("late", "s3cret-old");
        broker.allow("late", AclOperation.CREATE);
        broker.allow("late", AclOperation.WRITE);
        KafkaOptions kafka = broker.options("late.", "late", "s3cret-new");
        try (FramePublisher publisher = new FramePublisher(kafka, notices::add)) {
            Thread file = publish(publisher.open(new CameraId("gate-1"), tally, false));
            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .isEqualTo(
                            "Kafka at %s takes no frames (it refuses the login: Authentication"
                                    + " failed during authentication due to invalid credentials"
                                    + " with SASL mechanism SCRAM-SHA-256, see sasl.mechanism and"
                                    + " sasl.jaas.config in kafka.properties): live cameras drop their"
                                    + " oldest, files wait",
                            kafka.bootstrapServers());
            assertThat(tally.counts().droppedTotal()).isZero();

            broker.setPassword("late", "s3cret-new");

            assertAllArrive(publisher, file, "late.frames");
            assertThat(notices)
                    .containsExactly(
                            "topic late.frames did not exist: created with 3 partitions",
                            "Kafka at " + kafka.bootstrapServers() + " takes frames again");
        }
    }

    @Test
    void shouldWaitUntilTheUserMayWrite() throws Exception {
        broker.setPassword("guest", "s3cret");
        broker.allow("guest", AclOperation.CREATE);
        KafkaOptions kafka = broker.options("guest.", "guest", "s3cret");
        try (FramePublisher publisher = new FramePublisher(kafka, notices::add)) {
            Thread file = publish(publisher.open(new CameraId("gate-1"), tally, false));
            String trouble = notices.poll(60, TimeUnit.SECONDS);
            assertThat(trouble).contains("takes no frames (the login does not allow it: ");

            broker.allow("guest", AclOperation.WRITE);

            assertAllArrive(publisher, file, "guest.frames");
            assertThat(notices).last().asString().endsWith(" takes frames again");
        }
    }

    @Test
    void shouldWaitWhileTheUserMayNotWriteForATime() throws Exception {
        broker.setPassword("fallen", "s3cret");
        broker.allow("fallen", AclOperation.CREATE);
        broker.allow("fallen", AclOperation.WRITE);
        KafkaOptions kafka = broker.options("fallen.", "fallen", "s3cret");
        try (FramePublisher publisher = new FramePublisher(kafka, notices::add)) {
            FrameOutlet outlet = publisher.open(new CameraId("gate-1"), tally, false);
            put(outlet, 0);
            assertThat(publisher.awaitSent(LONG)).isTrue();
            notices.clear();

            broker.forbid("fallen", AclOperation.WRITE);
            Thread file = publish(outlet, 1, FRAMES);
            assertThat(notices.poll(60, TimeUnit.SECONDS))
                    .contains("takes no frames (the login does not allow it: Not authorized to");
            broker.allow("fallen", AclOperation.WRITE);

            assertAllArrive(publisher, file, "fallen.frames");
            assertThat(notices)
                    .containsExactly(
                            "Kafka at " + kafka.bootstrapServers() + " takes frames again");
        }
    }

    private void assertAllArrive(FramePublisher publisher, Thread file, String topic)
            throws Exception {
        file.join();
        assertThat(publisher.awaitSent(LONG)).isTrue();
        assertThat(tally.counts())
                .isEqualTo(new CameraCounts(FRAMES, Map.of(), Map.of(), FRAMES, 0));
        List<Frame> frames = TestingFrames.await(broker.administrator(), topic, FRAMES);
        assertThat(frames)
                .extracting(frame -> frame.id().sequence())
                .containsExactlyElementsOf(LongStream.range(0, FRAMES).boxed().toList());
    }

    private Thread publish(FrameOutlet outlet) {
        return publish(outlet, 0, FRAMES);
    }

    /** Plays a file, as fast as its frames are taken. */
    private Thread publish(FrameOutlet outlet, int first, int end) {
        Thread file =
                new Thread(
                        () -> {
                            try {
                                for (int i = first; i < end; i++) {
                                    put(outlet, i);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        file.start();
        return file;
    }

    private void put(FrameOutlet outlet, long sequence) throws InterruptedException {
        tally.run(1).captured();
        FrameId id = new FrameId(new CameraId("gate-1"), 1, sequence);
        outlet.publish(
                new Frame(
                        id,
                        Instant.now(),
                        0,
                        new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[5_000])));
    }
}

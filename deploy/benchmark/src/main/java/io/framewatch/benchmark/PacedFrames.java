package io.framewatch.benchmark;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends frames one by one at a steady rate, from one camera for each partition, each captured when
 * it is sent.
 *
 * @param prefix of the frames topic
 * @param frames whose images are sent, in turn
 */
record PacedFrames(String bootstrapServers, String prefix, List<Frame> frames) {

    /** Hears what became of each frame, from the producer's thread. */
    interface Sent {
        void sent(Frame frame, RecordMetadata record, Exception failure);
    }

    /**
     * Sends until a time.
     *
     * @param framesPerSecond rate of all cameras together
     * @return how many
     */
    long send(double framesPerSecond, Instant end, Sent callback) {
        Map<String, Object> client =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            long sent = 0;
            for (; Instant.now().isBefore(end); sent++) {
                awaitNanos(start + (long) (sent * TimeUnit.SECONDS.toNanos(1) / framesPerSecond));
                int partition = (int) (sent % FramesTopic.PARTITIONS);
                FrameId id = new FrameId(new CameraId("camera-" + partition), 0, sent);
                Frame.Image image = frames.get((int) (sent % frames.size())).image();
                Frame frame = new Frame(id, Instant.now(), 0, image);
                var unused =
                        producer.send(
                                FramesTopic.toPartition(partition, prefix, frame),
                                (record, failure) -> callback.sent(frame, record, failure));
            }
            return sent;
        }
    }

    private static void awaitNanos(long time) {
        for (long left; (left = time - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}

package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows a frames topic, without the pictures, as the one thread that awaits them. */
final class TestingFrameTimes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<CameraId, List<Seen>> frames = new HashMap<>();
    private long count;

    /** A frame without its picture. */
    record Seen(FrameId id, Instant captureTime, long ptsMicros) {}

    /** Follows a topic, which must exist, from its beginning. */
    TestingFrameTimes(String bootstrapServers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The frames of a camera so far, in the order of the topic. */
    List<Seen> of(CameraId camera) {
        return frames.getOrDefault(camera, List.of());
    }

    /** All frames so far. */
    long count() {
        return count;
    }

    /** Waits until there are this many frames. */
    void awaitCount(long expected) throws MalformedRecordException {
        await(() -> count >= expected, expected + " frames");
    }

    /** Waits until each camera has a frame that was captured after that time. */
    void awaitEach(Collection<CameraId> cameras, Instant time) throws MalformedRecordException {
        await(
                () -> cameras.stream().allMatch(camera -> isAfter(camera, time)),
                "frames of all cameras after " + time);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean isAfter(CameraId camera, Instant time) {
        List<Seen> own = of(camera);
        return !own.isEmpty() && own.get(own.size() - 1).captureTime().isAfter(time);
    }

    /** Fails if nothing comes for a while. */
    private void await(BooleanSupplier reached, String what) throws MalformedRecordException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            long before = count;
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                add(FrameRecords.fromRecord(record.headers(), record.value()));
            }
            end = count > before ? System.nanoTime() + PATIENCE.toNanos() : end;
            assertThat(System.nanoTime()).as("%s: %d frames came", what, count).isLessThan(end);
        }
    }

    private void add(Frame frame) {
        count++;
        frames.computeIfAbsent(frame.id().camera(), id -> new ArrayList<>())
                .add(new Seen(frame.id(), frame.captureTime(), frame.ptsMicros()));
    }
}

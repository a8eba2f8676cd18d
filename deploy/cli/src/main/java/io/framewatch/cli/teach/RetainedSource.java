package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Frame;
import io.framewatch.job.JobTopics;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.MalformedFrameException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The camera's frames of some time, as long as Kafka retains them.
 *
 * @param kafka where the frames are
 * @param cameraId the camera
 * @param time capture times
 */
record RetainedSource(KafkaOptions kafka, String cameraId, Interval time) implements PictureSource {

    private static final Duration POLL = Duration.ofMillis(200);

    @Override
    public List<Picture> read(int most, Consumer<String> problems) throws CommandException {
        KafkaConnection.require(kafka);
        EvenChoice<Picture> choice = new EvenChoice<>(most);
        Map<String, Object> client = new HashMap<>(kafka.clientProperties());
        client.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        client, new StringDeserializer(), new ByteArrayDeserializer())) {
            read(consumer, record -> add(record, choice, problems));
        } catch (KafkaException e) {
            throw new CommandException(
                    "frames of %s cannot be read from Kafka at %s: %s"
                            .formatted(cameraId, kafka.bootstrapServers(), KafkaReason.of(e)),
                    e);
        }
        return choice.chosen();
    }

    /** Reads each partition from the first record of the time to the first one after it. */
    private void read(
            KafkaConsumer<String, byte[]> consumer,
            Consumer<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> ends = seek(consumer);
        Set<TopicPartition> unread = new HashSet<>(ends.keySet());
        while (!unread.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (!unread.contains(partition)) {
                    continue;
                }
                if (record.timestamp() >= time.to().toEpochMilli()) {
                    unread.remove(partition);
                } else if (cameraId.equals(record.key())) {
                    records.accept(record);
                }
            }
            unread.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
            consumer.pause(difference(consumer.assignment(), unread));
        }
    }

    /** Goes to the start in every partition that has frames since then; gives their ends. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.partitionsFor(kafka.topic(JobTopics.FRAMES))
                .forEach(
                        partition ->
                                starts.put(
                                        new TopicPartition(
                                                partition.topic(), partition.partition()),
                                        time.from().toEpochMilli()));
        consumer.assign(starts.keySet());
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(starts);
        found.values().removeIf(offset -> offset == null);
        consumer.pause(difference(starts.keySet(), found.keySet()));
        found.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
        return consumer.endOffsets(found.keySet());
    }

    private void add(
            ConsumerRecord<String, byte[]> record,
            EvenChoice<Picture> choice,
            Consumer<String> problems) {
        try {
            Frame frame = FrameRecords.fromRecord(record.headers(), record.value());
            if (time.contains(frame.captureTime())) {
                choice.add(new Picture(frame, frame.captureTime()));
            }
        } catch (MalformedFrameException e) {
            problems.accept(
                    "partition %d offset %d: %s"
                            .formatted(record.partition(), record.offset(), e.getMessage()));
        }
    }

    private static Collection<TopicPartition> difference(
            Collection<TopicPartition> all, Collection<TopicPartition> without) {
        Set<TopicPartition> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}

package io.framewatch.job;

import io.framewatch.event.Deployment;
import io.framewatch.event.EventJson;
import io.framewatch.event.MalformedEventException;
import io.framewatch.operator.Deployments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models topic: it is compacted, so that what it says from its start is what is to serve now.
 * It has one partition, so that offsets order all announcements. What is no deployment is left out
 * with a warning: whatever serves goes on, and a tombstone only ends the topic's memory of a model.
 */
final class ModelsTopic implements Deployments {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ModelsTopic.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String topic;
    private final Properties client;

    /**
     * @param client the consumer's properties, with the broker's address
     */
    ModelsTopic(String topic, Properties client) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.client = Objects.requireNonNull(client, "client");
    }

    @Override
    public Reading follow(Follower follower) {
        Consumer<byte[], byte[]> consumer = consumer();
        Thread thread = new Thread(() -> read(consumer, follower), "reader of " + topic);
        thread.setDaemon(true);
        thread.start();
        return () -> end(consumer, thread);
    }

    private Consumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void read(Consumer<byte[], byte[]> consumer, Follower follower) {
        try (consumer) {
            consumer.assign(partitions(consumer));
            consumer.seekToBeginning(consumer.assignment());
            while (true) {
                consumer.poll(POLL).forEach(record -> announce(record, follower));
            }
        } catch (WakeupException | InterruptException e) {
            LOG.debug("The reading of {} ends", topic);
        } catch (RuntimeException e) {
            follower.failed(e);
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return partitions;
    }

    private static void announce(ConsumerRecord<byte[], byte[]> record, Follower follower) {
        if (record.value() == null) {
            return;
        }
        try {
            Deployment deployment = EventJson.toDeployment(record.value());
            if (deployment.isAnnouncedBy(key(record))) {
                follower.announced(record.offset(), deployment);
            }
        } catch (MalformedEventException e) {
            LOG.warn(
                    "Record {} of {}-{} is no deployment: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static void end(Consumer<byte[], byte[]> consumer, Thread thread) {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

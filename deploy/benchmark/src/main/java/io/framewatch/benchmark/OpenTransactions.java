package io.framewatch.benchmark;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether a transaction is open on some topics: then consumers with {@code
 * isolation.level=read_committed} do not see their end. Not thread-safe.
 */
final class OpenTransactions implements AutoCloseable {

    private final Admin admin;
    private final List<String> topics;

    OpenTransactions(KafkaClients clients, Collection<Topic<?>> topics) {
        this.admin = clients.admin();
        this.topics = topics.stream().map(clients::fullName).toList();
    }

    /** Whether there are any now. */
    boolean any() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(OpenTransactions::partitions)
                        .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        // In this order: what is written between the two looks open, not committed.
        Map<TopicPartition, Long> committed = ends(latest, IsolationLevel.READ_COMMITTED);
        return !committed.equals(ends(latest, IsolationLevel.READ_UNCOMMITTED));
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<TopicPartition, Long> ends(
            Map<TopicPartition, OffsetSpec> latest, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest, new ListOffsetsOptions(level)).all().get();
        return ends.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }
}

package io.framewatch.cli.topics;

import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open. Consumers with {@code isolation.level=read_committed} see nothing of
 * its partitions that was written after its first record.
 *
 * @param id transactional id of the producer
 * @param state where it stands
 * @param since when its first record was written
 * @param timeout after which the broker aborts it by itself
 * @param partitions where it has records
 */
record OpenTransaction(
        String id,
        TransactionState state,
        Instant since,
        Duration timeout,
        List<TopicPartition> partitions) {

    private static final Set<TransactionState> OPEN =
            Set.of(
                    TransactionState.ONGOING,
                    TransactionState.PREPARE_COMMIT,
                    TransactionState.PREPARE_ABORT);

    /** All that have records on the topics, the oldest first. */
    static List<OpenTransaction> all(Admin admin, KafkaClients clients)
            throws ExecutionException, InterruptedException {
        Collection<TransactionListing> listed =
                admin.listTransactions(new ListTransactionsOptions().filterStates(OPEN))
                        .all()
                        .get();
        List<String> ids = listed.stream().map(TransactionListing::transactionalId).toList();
        Map<String, TransactionDescription> described = admin.describeTransactions(ids).all().get();
        Set<String> topics = Topics.ALL.stream().map(clients::fullName).collect(Collectors.toSet());
        return described.entrySet().stream()
                .filter(entry -> isOn(topics, entry.getValue()))
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(OpenTransaction::since))
                .toList();
    }

    /** When the broker aborts it. */
    Instant end() {
        return since.plus(timeout);
    }

    String stateName() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("state", stateName());
        json.put("since", since.toString());
        json.put("end", end().toString());
        json.put("partitions", partitions.stream().map(TopicPartition::toString).toList());
        return json;
    }

    /** It may have ended since it was listed. */
    private static boolean isOn(Set<String> topics, TransactionDescription transaction) {
        return OPEN.contains(transaction.state())
                && transaction.topicPartitions().stream()
                        .anyMatch(partition -> topics.contains(partition.topic()));
    }

    private static OpenTransaction of(String id, TransactionDescription transaction) {
        return new OpenTransaction(
                id,
                transaction.state(),
                Instant.ofEpochMilli(transaction.transactionStartTimeMs().orElse(0)),
                Duration.ofMillis(transaction.transactionTimeoutMs()),
                transaction.topicPartitions().stream()
                        .sorted(Comparator.comparing(TopicPartition::toString))
                        .toList());
    }
}

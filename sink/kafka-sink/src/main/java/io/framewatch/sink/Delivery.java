package io.framewatch.sink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * What the topics hold after the job failed and restarted.
 *
 * <p><b>Exactly once</b>: records are written in Kafka transactions that are committed with Flink's
 * checkpoints. Consumers must read with {@code isolation.level=read_committed} and see a record up
 * to one checkpoint interval late. Each sink takes its transactional ids from a pool of names below
 * its own prefix; a restarted job asks the broker which of them are open and aborts what no
 * checkpoint knows. So a prefix belongs to one job: two jobs with the same one abort each other's
 * transactions. A transaction stays open from its first record over the checkpoint to the commit,
 * and over a restart between the two. The broker aborts it after {@link #transactionTimeout()}. If
 * its checkpoint had completed, its records are lost then: no job writes them again.
 *
 * <p><b>At least once</b>: records are visible at once; after a restart those since the last
 * checkpoint come again, with the same ids.
 *
 * @param guarantee exactly once or at least once
 * @param transactionalIdPrefix prefix of the job's transactional ids; empty at least once
 * @param transactionTimeout age at which the broker aborts an open transaction; the broker's {@code
 *     transaction.max.timeout.ms} (15 minutes by default) must allow it; zero at least once
 */
public record Delivery(
        DeliveryGuarantee guarantee, String transactionalIdPrefix, Duration transactionTimeout)
        implements Serializable {

    public Delivery {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE && transactionalIdPrefix.isBlank()) {
            throw new IllegalArgumentException(
                    "transactional id prefix '" + transactionalIdPrefix + "' must not be blank");
        }
    }

    /**
     * Exactly once.
     *
     * @throws IllegalArgumentException if the prefix is blank
     */
    public static Delivery exactlyOnce(String transactionalIdPrefix, Duration transactionTimeout) {
        return new Delivery(
                DeliveryGuarantee.EXACTLY_ONCE, transactionalIdPrefix, transactionTimeout);
    }

    /** At least once: every record is flushed before the checkpoint that covers its frame. */
    public static Delivery atLeastOnce() {
        return new Delivery(DeliveryGuarantee.AT_LEAST_ONCE, "", Duration.ZERO);
    }
}

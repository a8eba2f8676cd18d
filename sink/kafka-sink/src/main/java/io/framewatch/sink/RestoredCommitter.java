package io.framewatch.sink;

import io.framewatch.topic.KafkaClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each transaction of the checkpoint that the job was restored from before the connector's
 * committer commits it again. Only a transaction that its producer still owns is left to commit.
 * The others ended before the restart, and the connector does not manage what came after:
 *
 * <ul>
 *   <li>The dead attempt used the transactional id again, for a checkpoint that never completed.
 *       That transaction stays open and holds consumers back for as long as no task uses the id: to
 *       its time-out, after a restart with fewer tasks or another prefix (FLINK-40626). It is
 *       aborted here.
 *   <li>The commit used up the producer's last epoch, and the broker gave the id another producer
 *       (FLINK-40689), or it forgot the id, a week after its last use. To commit again is refused
 *       with an error that the connector takes for a reason to restart, without end. It is not
 *       tried here.
 * </ul>
 *
 * <p>Nobody else can own such an id here: the writers of this attempt use it only after the
 * connector's committer told them that its transaction is over, or a later one is. Transactions of
 * this attempt go to the connector unseen. Not thread-safe.
 */
final class RestoredCommitter implements Committer<KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredCommitter.class);

    private static final Set<TransactionState> COMMITTED =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT);

    private final Committer<KafkaCommittable> connector;
    private final KafkaClients clients;

    private Admin admin;

    /** Closes the connector's committer with itself. */
    RestoredCommitter(Committer<KafkaCommittable> connector, KafkaClients clients) {
        this.connector = connector;
        this.clients = clients;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> open = new ArrayList<>();
        for (CommitRequest<KafkaCommittable> request : requests) {
            if (request.getCommittable().getProducer().isPresent() || isOpen(request)) {
                open.add(request);
            }
        }
        connector.commit(open);
    }

    @Override
    public void close() throws IOException {
        try {
            IOUtils.closeAll(connector, admin);
        } catch (Exception e) { // closing declares no narrower type
            ExceptionUtils.rethrowIOException(e);
        }
    }

    /** Answers the request of a transaction that is over. */
    private boolean isOpen(CommitRequest<KafkaCommittable> request)
            throws IOException, InterruptedException {
        KafkaCommittable restored = request.getCommittable();
        try {
            Optional<TransactionDescription> latest = describe(restored.getTransactionalId());
            if (latest.isPresent() && isOwner(restored, latest.get())) {
                return true;
            }
            if (latest.isPresent() && latest.get().state() == TransactionState.ONGOING) {
                abort(restored.getTransactionalId());
            }
            answer(request, latest);
            return false;
        } catch (ExecutionException e) {
            throw new IOException(
                    "transaction '%s' of the checkpoint cannot be looked at: %s"
                            .formatted(restored.getTransactionalId(), e.getCause()),
                    e);
        }
    }

    /** A commit, an abort by the broker and a next transaction change the epoch or the producer. */
    private static boolean isOwner(KafkaCommittable restored, TransactionDescription latest) {
        return restored.getProducerId() == latest.producerId()
                && restored.getEpoch() == latest.producerEpoch();
    }

    private static void answer(
            CommitRequest<KafkaCommittable> request, Optional<TransactionDescription> latest) {
        if (latest.isPresent() && COMMITTED.contains(latest.get().state())) {
            request.signalAlreadyCommitted();
            return;
        }
        String what =
                "Transaction %s ended before the restart; its id is %s now. It was committed, unless"
                        .formatted(
                                request.getCommittable(),
                                latest.map(Object::toString).orElse("unknown to the broker"));
        String unless =
                " the job was away for longer than its transaction time-out: then its records are"
                        + " lost";
        LOG.warn("{}{}", what, unless);
        request.signalFailedWithKnownReason(new ProducerFencedException(what + unless));
    }

    private Optional<TransactionDescription> describe(String id)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(admin().describeTransactions(List.of(id)).description(id).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void abort(String id) throws ExecutionException, InterruptedException {
        admin().fenceProducers(List.of(id)).all().get();
        LOG.info("Aborted the transaction that the failed attempt left open under {}", id);
    }

    private Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }
}

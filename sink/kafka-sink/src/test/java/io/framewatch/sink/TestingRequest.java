package io.framewatch.sink;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** The request to commit a transaction that a checkpoint has; remembers what became of it. */
final class TestingRequest implements CommitRequest<KafkaCommittable> {

    /** What a committer said; it says nothing of a transaction that it has committed. */
    enum Answer {
        COMMITTED,
        ALREADY_COMMITTED,
        FAILED,
        RETRY,
        RESTART
    }

    private final KafkaCommittable committable;
    private Answer answer = Answer.COMMITTED;

    TestingRequest(KafkaCommittable committable) {
        this.committable = committable;
    }

    Answer answer() {
        return answer;
    }

    @Override
    public KafkaCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
        answer = Answer.FAILED;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
        answer = Answer.RESTART;
    }

    @Override
    public void retryLater() {
        answer = Answer.RETRY;
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable changed) {
        answer = Answer.RETRY;
    }

    @Override
    public void signalAlreadyCommitted() {
        answer = Answer.ALREADY_COMMITTED;
    }
}

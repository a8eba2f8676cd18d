package io.framewatch.ingest.publish;

import io.framewatch.topic.KafkaReason;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why Kafka did not take a frame. */
enum SendFailure {
    NO_ANSWER(Reaction.SEND_AGAIN, "it does not answer"),
    NO_TOPIC(Reaction.SEND_AGAIN, "the topic is not there"),
    TEMPORARY(Reaction.SEND_AGAIN, "it cannot take them now"),
    /** The frame itself is good, its batch was not. */
    OTHER_OF_BATCH_REFUSED(Reaction.SEND_AGAIN, "it refuses another frame of the batch"),
    NO_TLS(Reaction.NEW_PRODUCER, "no TLS connection to it"),
    LOGIN_REFUSED(Reaction.NEW_PRODUCER, "it refuses the login"),
    NOT_ALLOWED(Reaction.NEW_PRODUCER, "the login does not allow it"),
    /** Fenced, out of order, closed, or anything else that may have left the producer unusable. */
    PRODUCER_FAILED(Reaction.NEW_PRODUCER, "the producer failed"),
    BAD_RECORD(Reaction.DROP, "it refuses the frame");

    /** What is to be done with the frame. */
    enum Reaction {
        /** The same producer may succeed at any time. */
        SEND_AGAIN,
        /** The frame waits until another producer is made, after a pause. */
        NEW_PRODUCER,
        /** This record would be refused again, others are not. */
        DROP
    }

    /** Kafka has no class of its own for it. */
    private static final String PART_OF_BATCH = "Failed to append record because it was part of a";

    private final Reaction reaction;
    private final String text;

    SendFailure(Reaction reaction, String text) {
        this.reaction = reaction;
        this.text = text;
    }

    /** Classifies what a Kafka client reports. */
    static SendFailure of(Throwable failure) {
        if (failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException) {
            return NO_TOPIC;
        }
        if (failure instanceof TimeoutException || failure instanceof DisconnectException) {
            return NO_ANSWER;
        }
        if (failure instanceof RetriableException) {
            return TEMPORARY;
        }
        if (failure instanceof SslAuthenticationException) {
            return NO_TLS;
        }
        if (failure instanceof AuthenticationException) {
            return LOGIN_REFUSED;
        }
        if (failure instanceof AuthorizationException) {
            return NOT_ALLOWED;
        }
        if (failure.getMessage() != null && failure.getMessage().startsWith(PART_OF_BATCH)) {
            return OTHER_OF_BATCH_REFUSED;
        }
        return isOfRecord(failure) ? BAD_RECORD : PRODUCER_FAILED;
    }

    Reaction reaction() {
        return reaction;
    }

    /**
     * The failure in one line without secrets, such as {@code it refuses the login: wrong user}.
     */
    static String text(Throwable failure) {
        SendFailure kind = of(failure);
        return kind == NO_ANSWER ? kind.text : kind.text + ": " + KafkaReason.of(failure);
    }

    private static boolean isOfRecord(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException
                || failure instanceof SerializationException;
    }
}

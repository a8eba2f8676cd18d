package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.publish.SendFailure.Reaction;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendFailureTest {

    @ParameterizedTest
    @MethodSource
    void shouldLetTheSameProducerTryAgain(Exception failure) {
        assertThat(SendFailure.of(failure).reaction()).isEqualTo(Reaction.SEND_AGAIN);
    }

    static Stream<Exception> shouldLetTheSameProducerTryAgain() {
        return Stream.of(
                new TimeoutException("Topic frames not present in metadata after 5000 ms."),
                new DisconnectException(),
                new UnknownTopicOrPartitionException("This server does not host it"),
                new NotEnoughReplicasException("1 of 2"),
                // As the producer says it of the others of a batch with a bad frame.
                new KafkaException(
                        "Failed to append record because it was part of a batch which had one more"
                                + " more invalid records"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldWantANewProducer(Exception failure) {
        assertThat(SendFailure.of(failure).reaction()).isEqualTo(Reaction.NEW_PRODUCER);
    }

    static Stream<Exception> shouldWantANewProducer() {
        return Stream.of(
                new SaslAuthenticationException("Invalid username or password"),
                new UnsupportedSaslMechanismException("PLAIN"),
                new SslAuthenticationException("SSL handshake failed"),
                new TopicAuthorizationException("frames"),
                new ClusterAuthorizationException("Cluster authorization failed."),
                new ProducerFencedException("fenced"),
                new InvalidProducerEpochException("old epoch"),
                new OutOfOrderSequenceException("7 after 5"),
                new UnsupportedVersionException("too old a broker"),
                new KafkaException("Producer is closed forcefully."),
                new IllegalStateException("Cannot perform operation after producer was closed"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldDropWhatWouldBeRefusedAgain(Exception failure) {
        assertThat(SendFailure.of(failure).reaction()).isEqualTo(Reaction.DROP);
    }

    static Stream<Exception> shouldDropWhatWouldBeRefusedAgain() {
        return Stream.of(
                new RecordTooLargeException("1048577 bytes"),
                new InvalidTimestampException("out of range"),
                new InvalidRecordException("a compacted topic wants a key"),
                new SerializationException("not text"));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(SendFailure.text(new TimeoutException("Call(describeTopics) timed out")))
                .isEqualTo("it does not answer");
        assertThat(
                        SendFailure.text(
                                new TimeoutException(
                                        "Topic frames not present in metadata after 5000 ms.",
                                        new UnknownTopicOrPartitionException("no such topic"))))
                .startsWith("the topic is not there: Topic frames not present");
        assertThat(SendFailure.text(new SaslAuthenticationException("Invalid username")))
                .startsWith("it refuses the login: Invalid username");
        assertThat(SendFailure.text(new TopicAuthorizationException("Not authorized to x")))
                .isEqualTo("the login does not allow it: Not authorized to x");
    }
}

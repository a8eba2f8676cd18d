package io.framewatch.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaReasonTest {

    @Test
    void shouldSayWhyAClientCannotBeMade() {
        assertThat(reason(Map.of("security.protocol", "SASL_SSL")))
                .isEqualTo(
                        "Could not find a 'KafkaClient' entry in the JAAS configuration. System"
                                + " property 'java.security.auth.login.config' is not set");
        assertThat(reason(Map.of("security.protocol", "SSL", "ssl.truststore.location", "no/such")))
                .isEqualTo(
                        "Failed to load SSL keystore no/such of type JKS:"
                                + " java.nio.file.NoSuchFileException: no/such");
    }

    @Test
    void shouldNotShowWhatKafkaQuotesOfALogin() {
        Map<String, Object> client = new HashMap<>();
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", "x.Module password=s3cret required;");

        assertThat(reason(client))
                .isEqualTo("Invalid login module control flag '***' in JAAS config");
    }

    @Test
    void shouldSayWhatToLookAtWhereTheLoginIsRefused() {
        Throwable login = new SaslAuthenticationException("no such user");
        Throwable certificate =
                new SslAuthenticationException(
                        "SSL handshake failed",
                        new IllegalStateException("PKIX path building failed"));

        assertThat(KafkaReason.of(new KafkaException("no answer", login)))
                .isEqualTo(
                        "no answer: no such user, see sasl.mechanism and sasl.jaas.config in"
                                + " kafka.properties");
        assertThat(KafkaReason.of(certificate))
                .isEqualTo(
                        "SSL handshake failed: PKIX path building failed, see"
                                + " ssl.truststore.location in kafka.properties");
    }

    @Test
    void shouldSayWhatToLookAtWhereNoBrokerAnswers() {
        assertThat(
                        KafkaReason.of(
                                new TimeoutException(
                                        "Timed out waiting for a node assignment. Call: x")))
                .endsWith(
                        "Call: x, see kafka.bootstrap-servers and security.protocol in"
                                + " kafka.properties");
    }

    @Test
    void shouldBeOneLine() {
        assertThat(KafkaReason.of(new IllegalStateException("no\n  such broker")))
                .isEqualTo("no such broker");
        assertThat(KafkaReason.of(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
    }

    private static String reason(Map<String, Object> properties) {
        Map<String, Object> client = new HashMap<>(properties);
        client.put("bootstrap.servers", "127.0.0.1:1");
        return KafkaReason.of(
                catchThrowableOfType(KafkaException.class, () -> Admin.create(client).close()));
    }
}

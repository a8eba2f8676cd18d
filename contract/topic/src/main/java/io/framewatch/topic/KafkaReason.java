package io.framewatch.topic;

import io.framewatch.configuration.Redaction;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Says in one line, without secrets, what a Kafka client ran into. */
public final class KafkaReason {

    /** "Failed to create new KafkaAdminClient", "Failed to construct kafka producer". */
    private static final Pattern WRAPPER = Pattern.compile("Failed to (create new|construct) .*");

    /** Nobody is there, or speaks otherwise: plain text where TLS is wanted is never answered. */
    private static final Pattern NO_BROKER =
            Pattern.compile("Timed out waiting for a node assignment.*");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private KafkaReason() {}

    /**
     * Joins the messages of a failure and its causes, from the outermost that says something. Where
     * no connection, certificate or login comes about, it ends with the keys to look at.
     */
    public static String of(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        String properties = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (properties.isEmpty()) {
                properties = properties(cause);
            }
            String message = message(cause);
            if (reason.indexOf(message) < 0 && !WRAPPER.matcher(message).matches()) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        String line = reason.isEmpty() ? failure.toString() : reason.toString();
        return Redaction.hide(LINE_BREAKS.matcher(line).replaceAll(" ")) + properties;
    }

    private static String properties(Throwable cause) {
        if (NO_BROKER.matcher(message(cause)).matches()) {
            return ", see kafka.bootstrap-servers and security.protocol in kafka.properties";
        }
        if (cause instanceof SslAuthenticationException) {
            return ", see ssl.truststore.location in kafka.properties";
        }
        return cause instanceof AuthenticationException
                ? ", see sasl.mechanism and sasl.jaas.config in kafka.properties"
                : "";
    }

    /** Of many an {@link IOException} the class says what it is, the message only where. */
    private static String message(Throwable cause) {
        if (cause.getMessage() == null || cause instanceof IOException) {
            return cause.toString();
        }
        return cause.getMessage();
    }
}

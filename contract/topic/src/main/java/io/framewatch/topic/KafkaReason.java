package io.framewatch.topic;

import io.framewatch.configuration.Redaction;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says in one line, without secrets, what a Kafka client ran into. */
public final class KafkaReason {

    /** "Failed to create new KafkaAdminClient", "Failed to construct kafka producer". */
    private static final Pattern WRAPPER = Pattern.compile("Failed to (create new|construct) .*");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private KafkaReason() {}

    /** Joins the messages of a failure and its causes, from the outermost that says something. */
    public static String of(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (reason.indexOf(message) < 0 && !WRAPPER.matcher(message).matches()) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        String line = reason.isEmpty() ? failure.toString() : reason.toString();
        return Redaction.hide(LINE_BREAKS.matcher(line).replaceAll(" "));
    }

    /** Of many an {@link IOException} the class says what it is, the message only where. */
    private static String message(Throwable cause) {
        if (cause.getMessage() == null || cause instanceof IOException) {
            return cause.toString();
        }
        return cause.getMessage();
    }
}

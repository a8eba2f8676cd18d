package io.framewatch.consumer.forward;

import io.framewatch.event.Alert;
import java.io.IOException;

/** Somewhere that notices of alerts go to. Used by one thread. */
public interface Channel extends AutoCloseable {

    /** Name in the configuration, for messages and metrics. */
    String name();

    /**
     * Delivers; returns when the receiver has confirmed. The same alert may be sent again: {@code
     * alert.attributes().id()} tells.
     *
     * @throws IOException what a retry may heal; a {@link
     *     io.framewatch.consumer.RetryAfterException} says when
     * @throws RejectedException what a retry does not heal
     */
    void send(Alert alert) throws IOException, RejectedException, InterruptedException;

    /** Idempotent. */
    @Override
    void close();
}

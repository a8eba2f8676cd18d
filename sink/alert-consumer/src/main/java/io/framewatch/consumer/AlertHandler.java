package io.framewatch.consumer;

import io.framewatch.event.Alert;

/**
 * Acts on alerts. One thread calls it at a time; alerts of one camera come in their order. An alert
 * may come again after a failure or a crash, with the same {@link Alert#attributes() id}.
 */
@FunctionalInterface
public interface AlertHandler {

    /**
     * Handles an alert; when it returns, the alert is done.
     *
     * @throws PermanentException if a retry would not help: the alert is parked at once
     * @throws RetryAfterException to say when a retry makes sense
     * @throws Exception anything else: the alert comes again after a while, and is parked in the
     *     end
     */
    void handle(Alert alert) throws Exception;

    /**
     * Takes an alert that was handled before, by this consumer or another one of its group: the
     * latest ones of a partition come before its next one, in order. For handlers whose decisions
     * depend on earlier alerts; by default nothing happens.
     */
    default void recall(Alert alert) {}
}

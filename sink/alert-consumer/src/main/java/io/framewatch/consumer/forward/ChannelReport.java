package io.framewatch.consumer.forward;

import io.framewatch.consumer.ConsumerCounts;
import java.util.Objects;

/**
 * How a channel is, and what it did since the forwarder was started.
 *
 * @param name of the channel
 * @param delivered notices that the receiver confirmed
 * @param leftOut notices that were not sent because of the cool-down
 * @param failed attempts that failed
 * @param consumer what its consumer did
 * @param trouble what is wrong, in one line without secrets; empty if nothing is
 */
public record ChannelReport(
        String name,
        long delivered,
        long leftOut,
        long failed,
        ConsumerCounts consumer,
        String trouble) {

    public ChannelReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(trouble, "trouble");
    }

    /** The counts, as in {@code 12 delivered, 1 left out, 2 failed, 2 retried, 0 parked}. */
    public String counts() {
        return "%d delivered, %d left out, %d failed, %d retried, %d parked"
                .formatted(delivered, leftOut, failed, consumer.retried(), consumer.parked());
    }
}

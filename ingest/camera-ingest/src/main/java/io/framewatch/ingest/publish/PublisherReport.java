package io.framewatch.ingest.publish;

import java.time.Duration;
import java.util.List;

/**
 * Whether Kafka takes frames, as far as the publisher knows.
 *
 * @param troubles why it does not, each in one line without secrets; empty if it does
 * @param troubledFor for how long; zero if it does
 */
public record PublisherReport(List<String> troubles, Duration troubledFor) {

    public PublisherReport {
        troubles = List.copyOf(troubles);
    }

    /** Whether nothing keeps Kafka from taking frames. */
    public boolean isUp() {
        return troubles.isEmpty();
    }
}

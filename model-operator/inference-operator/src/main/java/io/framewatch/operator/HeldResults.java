package io.framewatch.operator;

import io.framewatch.event.Classification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Results between the batch and the output. Those that are late anyway may wait here for others, so
 * that they reach Kafka in fewer requests. A task that works off a backlog is then interrupted less
 * often. Not thread-safe.
 */
final class HeldResults {

    /** Age of a frame, since its capture, from which on its result is late. */
    static final Duration LATE = Duration.ofMillis(500);

    /** Longest time that a late result waits. */
    static final Duration WAIT = LATE.dividedBy(10);

    private final List<StreamRecord<Classification>> results = new ArrayList<>();

    void add(List<StreamRecord<Classification>> more) {
        results.addAll(more);
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    /** Whether every one is late, so that they may wait. */
    boolean areLate(Instant now) {
        Instant latest = now.minus(LATE);
        for (StreamRecord<Classification> result : results) {
            if (result.getValue().captureTime().isAfter(latest)) {
                return false;
            }
        }
        return true;
    }

    /** Takes all of them, in the order in which they came. */
    List<StreamRecord<Classification>> release() {
        List<StreamRecord<Classification>> released = List.copyOf(results);
        results.clear();
        return released;
    }
}

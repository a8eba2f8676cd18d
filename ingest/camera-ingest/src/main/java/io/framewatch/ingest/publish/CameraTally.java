package io.framewatch.ingest.publish;

import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of one camera's frames. Every snapshot adds up. Thread-safe. */
public final class CameraTally {

    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private long captured;
    private long skipped;
    private long published;

    /** A picture was decoded; exactly one of the other methods follows for it. */
    public synchronized void captured() {
        captured++;
    }

    /** The target rate does not need the picture. */
    public synchronized void skipped() {
        skipped++;
    }

    /**
     * The frame is lost.
     *
     * @return whether it is the first one for this reason
     */
    public synchronized boolean dropped(DropReason reason) {
        return dropped.merge(reason, 1L, Long::sum) == 1;
    }

    /** Kafka confirmed the frame. */
    public synchronized void published() {
        published++;
    }

    /** Returns the counts at this moment. */
    public synchronized CameraCounts counts() {
        long lost = dropped.values().stream().mapToLong(Long::longValue).sum();
        long pending = captured - skipped - lost - published;
        return new CameraCounts(captured, skipped, dropped, published, pending);
    }
}

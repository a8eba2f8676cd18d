package io.framewatch.ingest.publish;

import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of the frames of one run. Every snapshot adds up. Thread-safe. */
public final class RunTally {

    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private final Runnable onCapture;
    private long captured;
    private long published;
    private boolean over;

    /**
     * Begins a run.
     *
     * @param onCapture called for each picture
     */
    RunTally(Runnable onCapture) {
        this.onCapture = onCapture;
    }

    /**
     * A picture was decoded, or its packet was left out; exactly one of the other methods follows
     * for it.
     */
    public synchronized void captured() {
        captured++;
        onCapture.run();
    }

    /** The picture is not to be published. */
    public synchronized void skipped(SkipReason reason) {
        skipped.merge(reason, 1L, Long::sum);
    }

    /**
     * The frame is lost.
     *
     * @return whether it is the first one of the run for this reason
     */
    public synchronized boolean dropped(DropReason reason) {
        return dropped.merge(reason, 1L, Long::sum) == 1;
    }

    /** Kafka confirmed the frame. */
    public synchronized void published() {
        published++;
    }

    /** No more pictures are captured in this run. Idempotent. */
    public synchronized void end() {
        over = true;
    }

    synchronized CameraCounts counts() {
        long accounted = CameraCounts.sum(skipped) + CameraCounts.sum(dropped) + published;
        return new CameraCounts(captured, skipped, dropped, published, captured - accounted);
    }

    /** Whether the counts change no more. */
    synchronized boolean isSettled() {
        return over && counts().pending() == 0;
    }
}

package io.framewatch.ingest.publish;

import io.framewatch.event.Frame;

/** Where a camera's frames go. */
public interface FrameOutlet extends AutoCloseable {

    /**
     * Hands over a frame, which from now on the outlet counts. Frames of one camera are handed over
     * by one thread and stay in order.
     *
     * @throws InterruptedException if the thread was interrupted while it waited for room; the
     *     frame is counted as dropped
     */
    void publish(Frame frame) throws InterruptedException;

    /**
     * Takes no more frames: one that comes nevertheless is counted as dropped. Those that were
     * handed over before are still sent. Does not wait. Idempotent.
     */
    @Override
    default void close() {}
}

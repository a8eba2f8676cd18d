package io.framewatch.page.live;

import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The latest frames of a camera, which wait for their results. The oldest go when there are too
 * many or they are too large. Not thread-safe.
 */
final class FrameRing {

    private static final int MAX_FRAMES = 64;
    private static final int MAX_BYTES = 1 << 20;

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private int bytes;

    void add(Frame frame) {
        frames.addLast(frame);
        bytes += frame.image().bytes().length;
        while (frames.size() > MAX_FRAMES || bytes > MAX_BYTES && frames.size() > 1) {
            removeOldest();
        }
    }

    /** Takes a frame; those before it are no longer needed and go. */
    Optional<Frame> take(FrameId id) {
        if (frames.stream().noneMatch(frame -> frame.id().equals(id))) {
            return Optional.empty();
        }
        while (!frames.getFirst().id().equals(id)) {
            removeOldest();
        }
        return Optional.of(frames.getFirst());
    }

    private void removeOldest() {
        bytes -= frames.removeFirst().image().bytes().length;
    }
}

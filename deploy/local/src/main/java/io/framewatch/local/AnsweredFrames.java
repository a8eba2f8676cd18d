package io.framewatch.local;

import io.framewatch.frame.FrameId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which frames of one camera were answered, with a result or by being shed, so that each counts
 * once however often it comes. Not thread-safe.
 */
final class AnsweredFrames {

    private final Map<Long, BitSet> sequencesByRun = new HashMap<>();

    /** Adds a frame; false if it was there. */
    boolean add(FrameId frame) {
        BitSet sequences = sequencesByRun.computeIfAbsent(frame.run(), run -> new BitSet());
        int sequence = Math.toIntExact(frame.sequence());
        boolean first = !sequences.get(sequence);
        sequences.set(sequence);
        return first;
    }
}

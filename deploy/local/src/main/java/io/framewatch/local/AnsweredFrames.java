package io.framewatch.local;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which frames were answered, with a result, as a dead letter or by being shed, so that each counts
 * once however often it comes. Neighbouring offsets are kept as one range. Not thread-safe.
 */
final class AnsweredFrames {

    /** Of each partition the last offsets of the ranges, by their first ones. */
    private final Map<TopicPartition, TreeMap<Long, Long>> ranges = new HashMap<>();

    /**
     * Adds a frame; false if it was there.
     *
     * @param partition partition of the frames topic
     * @param offset offset of the frame's record
     */
    boolean add(TopicPartition partition, long offset) {
        TreeMap<Long, Long> lasts = ranges.computeIfAbsent(partition, none -> new TreeMap<>());
        Map.Entry<Long, Long> before = lasts.floorEntry(offset);
        if (before != null && offset <= before.getValue()) {
            return false;
        }
        boolean joins = before != null && before.getValue() == offset - 1;
        Long last = lasts.remove(offset + 1);
        lasts.put(joins ? before.getKey() : offset, last == null ? offset : last);
        return true;
    }

    /** Ranges that are kept. */
    int ranges() {
        return ranges.values().stream().mapToInt(TreeMap::size).sum();
    }
}

package io.framewatch.consumer;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the latest alerts of a partition that are done. Not thread-safe. */
final class RecentIds {

    private final Map<String, Boolean> ids;

    RecentIds(int capacity) {
        ids =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > capacity;
                    }
                };
    }

    void add(String id) {
        ids.put(id, true);
    }

    boolean contains(String id) {
        return ids.containsKey(id);
    }
}

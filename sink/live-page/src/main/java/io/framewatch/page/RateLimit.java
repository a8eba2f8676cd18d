package io.framewatch.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Allows each client so many requests of a kind in a time. Clients beyond a number are forgotten,
 * those first that were first seen. Thread-safe.
 */
final class RateLimit {

    private static final int MAX_CLIENTS = 10_000;

    private final Clock clock;
    private final int requests;
    private final Duration time;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant end, int count) {}

    /**
     * @param requests that a client may make in the time
     */
    RateLimit(Clock clock, int requests, Duration time) {
        this.clock = clock;
        this.requests = requests;
        this.time = time;
    }

    /** Counts a request; returns whether it is allowed. */
    synchronized boolean allows(String client) {
        Instant now = clock.instant();
        Window window = windows.get(client);
        if (window == null || !window.end().isAfter(now)) {
            windows.remove(client);
            window = new Window(now.plus(time), 0);
        }
        windows.put(client, new Window(window.end(), window.count() + 1));
        if (windows.size() > MAX_CLIENTS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return window.count() < requests;
    }
}

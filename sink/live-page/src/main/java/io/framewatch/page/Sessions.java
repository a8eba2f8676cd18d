package io.framewatch.page;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has logged in with a token, by random ids, which their browsers keep in a cookie. They are
 * forgotten after half a day, when the page is restarted, and the oldest when there are too many.
 * Thread-safe.
 */
final class Sessions {

    private static final Duration LIFE = Duration.ofHours(12);
    private static final int MAX = 1000;
    private static final int ID_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(Role role, Instant end) {}

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Begins a session; returns its id. */
    synchronized String begin(Role role) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(id, new Session(role, clock.instant().plus(LIFE)));
        if (sessions.size() > MAX) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return id;
    }

    /** What the holder of a session may do; empty if it is none, or over. */
    synchronized Optional<Role> role(String id) {
        Session session = sessions.get(id);
        if (session == null || session.end().isBefore(clock.instant())) {
            sessions.remove(id);
            return Optional.empty();
        }
        return Optional.of(session.role());
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }
}

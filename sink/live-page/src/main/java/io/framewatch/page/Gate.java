package io.framewatch.page;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnauthorizedResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is true of every answer, and what is asked of every request. Thread-safe.
 *
 * <p>Without a login, only this machine can connect; but the browser of its user visits other sites
 * too. None of them may read the page under a name of its own that leads here (DNS rebinding), nor
 * send changes (CSRF).
 */
final class Gate {

    /** A page sends it with each change; another site cannot without being asked. */
    static final String CHANGE_HEADER = "X-Framewatch";

    static final String COOKIE = "framewatch-session";

    private static final String ROLE = "role";
    private static final String BEARER = "Bearer ";
    private static final String LOGIN = "/api/login";
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_CHANGES = 120;
    private static final int MAX_LOGINS = 10;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self';"
                            + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=()",
                    "Cache-Control",
                    "no-store");

    private final Access access;
    private final Sessions sessions;
    private final RateLimit changes;
    private final RateLimit logins;

    Gate(Access access, Clock clock) {
        this.access = access;
        this.sessions = new Sessions(clock);
        this.changes = new RateLimit(clock, MAX_CHANGES, MINUTE);
        this.logins = new RateLimit(clock, MAX_LOGINS, MINUTE);
    }

    /** Adds the headers, and refuses what must not be. */
    void check(Context context) {
        HEADERS.forEach(context::header);
        if (!access.isGuarded()) {
            requireLocalName(context);
        }
        boolean changes = !READS.contains(context.method().name());
        if (changes) {
            requireOwnPage(context);
        }
        if (context.path().equals(LOGIN) || !context.path().startsWith("/api/")) {
            return; // files are the same for everybody
        }
        Role role = role(context).orElseThrow(() -> new UnauthorizedResponse("log in first"));
        context.attribute(ROLE, role);
        if (changes) {
            requireChangesAllowed(context, role);
        }
    }

    /** What whoever asks may do. */
    static Role roleOf(Context context) {
        return context.attribute(ROLE);
    }

    /**
     * Begins a session for whoever knows a token.
     *
     * @return empty if it is none
     */
    Optional<String> logIn(Context context, String token) {
        if (!logins.allows(context.ip())) {
            throw new TooManyRequestsResponse("too many logins: wait a minute");
        }
        return access.ofToken(token).map(sessions::begin);
    }

    void logOut(Context context) {
        String id = context.cookie(COOKIE);
        if (id != null) {
            sessions.end(id);
        }
    }

    private void requireChangesAllowed(Context context, Role role) {
        if (role != Role.OPERATOR) {
            throw new ForbiddenResponse("a viewer may look and change nothing");
        }
        if (!changes.allows(context.ip())) {
            throw new TooManyRequestsResponse("too many changes: wait a minute");
        }
    }

    private Optional<Role> role(Context context) {
        if (!access.isGuarded()) {
            return Optional.of(Role.OPERATOR);
        }
        String identity =
                access.identityHeader() == null ? null : context.header(access.identityHeader());
        return access.ofIdentity(context.ip(), identity)
                .or(() -> ofBearer(context.header("Authorization")))
                .or(() -> Optional.ofNullable(context.cookie(COOKIE)).flatMap(sessions::role));
    }

    private Optional<Role> ofBearer(String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? access.ofToken(authorization.substring(BEARER.length()))
                : Optional.empty();
    }

    private static void requireLocalName(Context context) {
        String host = String.valueOf(context.host()).replaceFirst(":\\d+$", "");
        if (!LOCAL_NAMES.contains(host)) {
            throw new ForbiddenResponse(
                    "this page has no login and answers only to localhost and 127.0.0.1");
        }
    }

    private static void requireOwnPage(Context context) {
        String origin = context.header("Origin");
        boolean foreign = origin != null && !host(origin).equals(context.host());
        if (foreign || context.header(CHANGE_HEADER) == null) {
            throw new ForbiddenResponse(
                    "changes must come from this page, with the header " + CHANGE_HEADER);
        }
    }

    private static String host(String origin) {
        try {
            return String.valueOf(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return "";
        }
    }
}

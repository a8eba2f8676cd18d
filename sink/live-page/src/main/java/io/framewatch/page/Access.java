package io.framewatch.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what.
 *
 * @param operatorToken whoever has it may change things; null if there is none
 * @param viewerToken whoever has it may look; null if there is none
 * @param identityHeader header in which a proxy says who somebody is; null if there is none
 * @param operators those of them who may change things
 * @param proxies addresses whose header is believed
 */
public record Access(
        String operatorToken,
        String viewerToken,
        String identityHeader,
        List<String> operators,
        List<String> proxies) {

    /** Whoever can connect may do everything. */
    public static final Access OPEN = new Access(null, null, null, List.of(), List.of());

    private static final int MIN_TOKEN = 16;

    public Access {
        operators = operators == null ? List.of() : List.copyOf(operators);
        proxies = proxies == null ? List.of() : List.copyOf(proxies);
        requireLong("operator-token", operatorToken);
        requireLong("viewer-token", viewerToken);
        if (operatorToken != null && operatorToken.equals(viewerToken)) {
            throw new IllegalArgumentException("viewer-token must not be the operator-token");
        }
    }

    /** Whether anything is asked of who connects. */
    public boolean isGuarded() {
        return operatorToken != null || viewerToken != null || identityHeader != null;
    }

    /** What the bearer of a token may do; empty if it is none. Takes the same time for each. */
    public Optional<Role> ofToken(String token) {
        boolean operator = isEqual(operatorToken, token);
        boolean viewer = isEqual(viewerToken, token);
        if (operator) {
            return Optional.of(Role.OPERATOR);
        }
        return viewer ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    /**
     * What somebody may do of whom a proxy says who it is.
     *
     * @param address of the proxy
     * @param identity what it says; null if nothing
     */
    public Optional<Role> ofIdentity(String address, String identity) {
        if (identity == null || identity.isBlank() || !proxies.contains(address)) {
            return Optional.empty();
        }
        return Optional.of(operators.contains(identity) ? Role.OPERATOR : Role.VIEWER);
    }

    private static void requireLong(String name, String token) {
        if (token != null && token.length() < MIN_TOKEN) {
            throw new IllegalArgumentException(
                    "%s must have at least %d characters".formatted(name, MIN_TOKEN));
        }
    }

    /** Compares digests, which have one length, in constant time. */
    private static boolean isEqual(String expected, String received) {
        boolean equal =
                MessageDigest.isEqual(
                        Digests.sha256(String.valueOf(expected)),
                        Digests.sha256(String.valueOf(received)));
        return expected != null && received != null && equal;
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Access[guarded=" + isGuarded() + "]";
    }

    private static final class Digests {
        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}

package io.framewatch.ingest.capture;

import java.util.Objects;

/**
 * What a camera wants to hear before it shows anything.
 *
 * @param username the user name, without a colon, which HTTP authentication cannot carry
 * @param password the password; {@link #toString()} does not show it
 */
public record Login(String username, String password) {

    public Login {
        Objects.requireNonNull(password, "password");
        if (username.isEmpty() || username.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "username must not be empty or have a colon (it is not shown, as it may hold the"
                            + " password)");
        }
    }

    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}

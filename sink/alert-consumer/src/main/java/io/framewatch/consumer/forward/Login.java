package io.framewatch.consumer.forward;

/**
 * How to log in.
 *
 * @param username null for none
 * @param password null if and only if there is no user name
 */
public record Login(String username, String password) {

    public Login {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    (username == null ? "password without username" : "username without password")
                            + ": must have both or none");
        }
    }

    /** Nobody logs in. */
    static Login none() {
        return new Login(null, null);
    }

    boolean isGiven() {
        return username != null;
    }

    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}

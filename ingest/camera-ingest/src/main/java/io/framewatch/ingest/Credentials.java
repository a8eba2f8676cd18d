package io.framewatch.ingest;

import io.framewatch.ingest.capture.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One element of the section {@code credentials}: a user name, and where its password is.
 *
 * @param id what cameras call it
 * @param username the user name
 * @param password the password itself, or null
 * @param passwordEnv name of the environment variable that holds it, or null
 * @param passwordFile file whose first line it is, or null
 */
record Credentials(
        String id, String username, String password, String passwordEnv, String passwordFile) {

    Credentials {
        long given = Stream.of(password, passwordEnv, passwordFile).filter(p -> p != null).count();
        if (given != 1) {
            throw new IllegalArgumentException(
                    "must have exactly one of password, password-env and password-file, has "
                            + given);
        }
    }

    /**
     * Fetches the password.
     *
     * @throws IllegalArgumentException if it is not where it should be, or the user name is invalid
     */
    Login login(Map<String, String> environment) {
        if (password != null) {
            return new Login(username, password);
        }
        if (passwordFile != null) {
            return new Login(username, firstLine(passwordFile));
        }
        String value = environment.get(passwordEnv);
        if (value == null) {
            throw new IllegalArgumentException(
                    "password-env must be the name of a variable of the environment (it is not"
                            + " shown, as it may be the password itself)");
        }
        return new Login(username, value);
    }

    private static String firstLine(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "password-file must be a file that can be read (it is not shown, as it may be the"
                            + " password itself)",
                    e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + id + "]";
    }
}

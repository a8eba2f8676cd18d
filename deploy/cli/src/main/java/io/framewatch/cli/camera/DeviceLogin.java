package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.ingest.capture.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of a login that a device wants; the password itself is never an argument. */
final class DeviceLogin {

    @Option(names = "--username", paramLabel = "NAME", description = "user name for the devices")
    private String username;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "environment variable that holds the password")
    private String passwordEnv;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "file whose first line is the password")
    private Path passwordFile;

    /**
     * The login, or null if none is given.
     *
     * @throws CommandException if the options do not make one
     */
    Login read(Map<String, String> environment) throws CommandException, IOException {
        int given = (passwordEnv == null ? 0 : 1) + (passwordFile == null ? 0 : 1);
        if (username == null && given == 0) {
            return null;
        }
        if (username == null || given != 1) {
            throw new CommandException(
                    "a login must have --username and one of --password-env and --password-file");
        }
        try {
            return new Login(username, password(environment));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private String password(Map<String, String> environment) throws IOException {
        if (passwordFile != null) {
            try (Stream<String> lines = Files.lines(passwordFile)) {
                return lines.findFirst().orElse("");
            }
        }
        String password = environment.get(passwordEnv);
        if (password == null) {
            throw new IllegalArgumentException(
                    "--password-env must be a variable of the environment, '%s' is none"
                            .formatted(passwordEnv));
        }
        return password;
    }
}

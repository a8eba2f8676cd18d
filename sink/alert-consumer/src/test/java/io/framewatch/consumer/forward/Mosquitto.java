package io.framewatch.consumer.forward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real MQTT broker on loopback, as Debian has it. */
final class Mosquitto implements AutoCloseable {

    private final Path settings;
    private final int port;
    private DebianProgram program;

    /**
     * Starts a broker that keeps nothing over a restart.
     *
     * @param lines further lines of its configuration; without any, everybody may do everything
     */
    Mosquitto(Path folder, String... lines) throws Exception {
        this.port = DebianProgram.freePort();
        this.settings = Files.createTempFile(folder, "mosquitto", ".conf");
        String access = lines.length == 0 ? "allow_anonymous true" : String.join("\n", lines);
        Files.writeString(
                settings,
                """
                listener %d 127.0.0.1
                log_dest stderr
                log_type all
                user root
                %s
                """
                        .formatted(port, access));
        start();
    }

    /** A file of one user for the line {@code password_file}. */
    static Path passwords(Path folder, String user, String password) throws Exception {
        Path file = Files.createTempFile(folder, "passwords", "");
        Process process =
                new ProcessBuilder("mosquitto_passwd", "-b", file.toString(), user, password)
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("mosquitto_passwd failed: " + process.exitValue());
        }
        return file;
    }

    /** Starts again, on the same port. */
    void start() throws InterruptedException {
        // Debian has it where only root looks.
        String path = Files.exists(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/" : "";
        program = DebianProgram.start(List.of(path + "mosquitto", "-c", settings.toString()));
        program.awaitStart(line -> line.endsWith(" running"));
    }

    int port() {
        return port;
    }

    DebianProgram program() {
        return program;
    }

    /** Kills it. */
    void stop() {
        program.close();
    }

    @Override
    public void close() {
        stop();
    }
}

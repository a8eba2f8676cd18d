package io.framewatch.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A camera in a process of its own: {@code rtsp-server.py} with GStreamer's RTSP server. Where the
 * packages of {@code src/test/debian-packages} are missing, tests fail and say so.
 */
public final class RtspServer implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/resources/rtsp-server.py");
    private static final Path PACKAGES = Path.of("src/test/debian-packages");

    private final Process process;
    private final int port;

    private RtspServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param port port on 127.0.0.1, 0 for any
     * @param arguments further arguments of the script
     */
    public static RtspServer start(int port, String... arguments) {
        List<String> command = new ArrayList<>();
        // Debian's own Python has the bindings of the packages.
        Collections.addAll(command, "/usr/bin/python3", SCRIPT.toString());
        Collections.addAll(command, "--port", Integer.toString(port));
        Collections.addAll(command, arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            if (line != null && line.startsWith("ready ")) {
                return new RtspServer(process, Integer.parseInt(line.substring(6)));
            }
            throw new IOException("it says: " + line + " " + output.lines().toList());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the RTSP test server does not start; it needs the Debian packages listed in "
                            + PACKAGES.toAbsolutePath().normalize(),
                    e);
        }
    }

    /** A port on which nothing listens. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "rtsp://127.0.0.1:" + port + "/camera";
    }

    /** Lets the server stop in the middle of whatever it does, connections stay open. */
    public void freeze() throws Exception {
        signal("-STOP");
    }

    /** Lets a frozen server go on as if nothing had been. */
    public void goOn() throws Exception {
        signal("-CONT");
    }

    /** Changes the size of the pictures in the middle of the stream, and back the next time. */
    public void resize() throws Exception {
        signal("-USR1");
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends the server without giving it a chance to say goodbye, and waits for its end. */
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void signal(String signal) throws Exception {
        String pid = Long.toString(process.pid());
        int exitCode = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("kill " + signal + " " + pid + " failed: " + exitCode);
        }
    }
}

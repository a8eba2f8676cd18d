package io.framewatch.ingest.reliability;

import io.framewatch.ingest.RtspServer;
import io.framewatch.ingest.capture.Login;
import java.io.IOException;

/** An RTSP camera in a process of its own, behind a link; it wants a login. Not thread-safe. */
final class FaultyCamera implements AutoCloseable {

    static final Login LOGIN = new Login("admin", "right");

    private final FaultyLink link;
    private RtspServer server;

    FaultyCamera() throws IOException {
        server = start(0, LOGIN.password());
        link = new FaultyLink(server.port());
    }

    String uri() {
        return "rtsp://127.0.0.1:" + link.port() + "/camera";
    }

    FaultyLink link() {
        return link;
    }

    RtspServer server() {
        return server;
    }

    /** Kills the process, and starts another one that takes this password. */
    void startAgain(String password) {
        server.kill();
        server = start(server.port(), password);
    }

    @Override
    public void close() throws IOException {
        server.close();
        link.close();
    }

    private static RtspServer start(int port, String password) {
        return RtspServer.start(port, "--user", LOGIN.username(), "--password", password);
    }
}

package io.framewatch.ingest.reliability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that sends what it is given. Thread-safe. */
final class TestingStreamServer implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of(
                    "mpjpeg", "multipart/x-mixed-replace; boundary=ffmpeg",
                    "mjpeg", "video/x-motion-jpeg",
                    "ts", "video/mp2t",
                    "flv", "video/x-flv",
                    "mp4", "video/mp4",
                    "m3u8", "application/vnd.apple.mpegurl",
                    "m4s", "video/iso.segment");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;

    TestingStreamServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Sends the file from now on; returns its address. */
    String put(String path, byte[] content) {
        files.put("/" + path, content);
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    void remove(String path) {
        files.remove("/" + path);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] file = files.get(path);
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            exchange.getResponseHeaders().set("Connection", "close");
            if (file == null || type == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type);
            // A camera does not know how long its pictures will be.
            boolean endless = path.endsWith("mjpeg") || file.length == 0;
            exchange.sendResponseHeaders(200, endless ? 0 : file.length);
            exchange.getResponseBody().write(file);
        }
    }
}

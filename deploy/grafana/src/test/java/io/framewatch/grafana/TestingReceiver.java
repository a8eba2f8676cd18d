package io.framewatch.grafana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP server on loopback that answers with the status that the path is. */
final class TestingReceiver implements AutoCloseable {

    private final HttpServer server;

    private TestingReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", TestingReceiver::answer);
        server.start();
    }

    static TestingReceiver start() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new TestingReceiver(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(status, -1);
        }
    }
}

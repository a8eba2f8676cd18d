package io.framewatch.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A program: takes what is posted to port 8080 and prints each body as a line, and refuses what is
 * posted to {@code /refused}.
 */
final class NoticePrinter {

    static final int PORT = 8080;
    static final String READY = "takes notices at port " + PORT;

    private NoticePrinter() {}

    /** The bodies in what it has printed. */
    static List<String> notices(String log) {
        return log.lines().filter(line -> line.startsWith("{")).toList();
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    System.out.println(new String(body, UTF_8).replace('\n', ' '));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.createContext(
                "/refused",
                exchange -> {
                    exchange.sendResponseHeaders(400, -1);
                    exchange.close();
                });
        server.start();
        System.out.println(READY);
    }
}

package io.framewatch.consumer.forward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server on loopback that keeps what it is sent, and answers as it is told, else 204. */
final class TestingReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    /** A request; the names of its headers are in lower case. */
    record Request(String path, Map<String, String> headers, String body) {}

    /** What is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private TestingReceiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    static TestingReceiver start() throws IOException {
        return start(0);
    }

    static TestingReceiver start(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new TestingReceiver(HttpServer.create(new InetSocketAddress(loopback, port), 0));
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers the next request with a status. */
    void answer(int status, String... header) {
        answer(
                exchange -> {
                    if (header.length == 2) {
                        exchange.getResponseHeaders().set(header[0], header[1]);
                    }
                    exchange.sendResponseHeaders(status, -1);
                });
    }

    /** Answers the next request in another way. */
    void answer(Answer answer) {
        answers.add(answer);
    }

    /** The next request. */
    Request take() throws InterruptedException {
        Request request = requests.poll(60, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    List<Request> all() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(lower(name), values.get(0)));
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().toString(), headers, body));
            Answer answer = answers.poll();
            if (answer == null) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                answer.to(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

package io.framewatch.ingest.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a worker: {@code /metrics} for Prometheus, {@code /healthz} for whoever looks
 * after cameras, and {@code /readyz} for whoever starts and stops workers. Anybody who can connect
 * may read them; there are no secrets in them. Thread-safe.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int BACKLOG = 16;

    private final Supplier<WorkerReport> worker;
    private final MetricsPage metrics = new MetricsPage();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(MetricsEndpoint::daemon);

    /** What is answered. */
    private record Answer(int status, String contentType, String body) {}

    private MetricsEndpoint(HttpServer server, Supplier<WorkerReport> worker) {
        this.server = server;
        this.worker = worker;
        server.setExecutor(threads); // a client that hangs holds up no other
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Starts to listen.
     *
     * @param options with a port
     * @param worker asked for each answer, on several threads
     * @throws IOException if the address is unknown or the port taken; the message names both
     */
    public static MetricsEndpoint start(EndpointOptions options, Supplier<WorkerReport> worker)
            throws IOException {
        limitRequests();
        String place = "metrics.address " + options.address() + ", metrics.port " + options.port();
        try {
            InetAddress address = InetAddress.getByName(options.address());
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(address, options.port()), BACKLOG);
            return new MetricsEndpoint(server, worker);
        } catch (IOException e) {
            throw new IOException(place + ": cannot listen there: " + e.getMessage(), e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:9464}. */
    public String url() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
    }

    /** Stops at once. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer =
                    answerTo(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answerTo(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return plain(405, "only GET and HEAD are answered\n");
        }
        try {
            return answerTo(path);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be answered", path, e);
            return plain(500, "unexpected error, see the log\n");
        }
    }

    private Answer answerTo(String path) {
        return switch (path) {
            case "/metrics" ->
                    new Answer(200, MetricsPage.CONTENT_TYPE, metrics.text(worker.get()));
            case "/healthz" -> answer(Health.of(worker.get()));
            case "/readyz" -> answer(Health.ofTheWorkerAlone(worker.get()));
            default -> plain(404, "there are /metrics, /healthz and /readyz\n");
        };
    }

    private static Answer answer(Health health) {
        return new Answer(health.isOk() ? 200 : 503, "application/json", health.json());
    }

    private static Answer plain(int status, String line) {
        return new Answer(status, "text/plain; charset=utf-8", line);
    }

    /** The JDK's server waits for ever for the rest of a request unless it is told so. */
    private static void limitRequests() {
        String seconds = "10";
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", seconds);
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", seconds);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "framewatch-metrics");
        thread.setDaemon(true);
        return thread;
    }
}

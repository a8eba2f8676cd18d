package io.framewatch.consumer.forward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP server of a forwarder: {@code /metrics} for Prometheus. Anybody who can connect may read
 * it; there are no secrets in it. Thread-safe.
 */
public final class ForwardMetrics implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // The registry holds them weakly.
    private final List<Supplier<ChannelReport>> channels = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(ForwardMetrics::daemon);
    private final HttpServer server;

    private ForwardMetrics(HttpServer server, Supplier<List<ChannelReport>> reports) {
        this.server = server;
        List<ChannelReport> first = reports.get();
        for (int i = 0; i < first.size(); i++) {
            int index = i;
            Supplier<ChannelReport> channel = () -> reports.get().get(index);
            channels.add(channel);
            for (ForwardMetric metric : ForwardMetric.values()) {
                metric.register(registry, first.get(i).name(), channel);
            }
        }
        server.setExecutor(threads); // a client that hangs holds up no other
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Starts to listen.
     *
     * @param options with a port
     * @param reports the same channels each time; asked for each answer, on several threads
     * @throws IOException if the address is unknown or the port taken; the message names both
     */
    public static ForwardMetrics start(
            EndpointOptions options, Supplier<List<ChannelReport>> reports) throws IOException {
        limitRequests();
        try {
            InetAddress address = InetAddress.getByName(options.address());
            InetSocketAddress place = new InetSocketAddress(address, options.port());
            return new ForwardMetrics(HttpServer.create(place, BACKLOG), reports);
        } catch (IOException e) {
            throw new IOException(
                    "metrics.address %s, metrics.port %d: cannot listen there: %s"
                            .formatted(options.address(), options.port(), e.getMessage()),
                    e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:9464/metrics}. */
    public String url() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return "http://%s:%d/metrics"
                .formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort());
    }

    /** Stops at once. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET");
            if (!reads || !exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(reads ? 404 : 405, -1);
                return;
            }
            byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
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

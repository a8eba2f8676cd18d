package io.framewatch.cli.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Takes traces by OTLP over HTTP on loopback, as a collector does. */
final class TestingCollector implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<Span> spans = new LinkedBlockingQueue<>();
    private volatile String service = "";

    TestingCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next span, waiting for it. */
    Span next() throws InterruptedException {
        return spans.take();
    }

    /** Name of the service whose spans came last. */
    String service() {
        return service;
    }

    static Map<String, String> texts(Span span) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getValue().hasStringValue())
                .collect(
                        Collectors.toMap(
                                KeyValue::getKey,
                                attribute -> attribute.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody();
                OutputStream out = exchange.getResponseBody()) {
            ExportTraceServiceRequest.parseFrom(in)
                    .getResourceSpansList()
                    .forEach(
                            resource -> {
                                resource.getResource().getAttributesList().stream()
                                        .filter(each -> each.getKey().equals("service.name"))
                                        .forEach(
                                                each -> service = each.getValue().getStringValue());
                                resource.getScopeSpansList()
                                        .forEach(scope -> spans.addAll(scope.getSpansList()));
                            });
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            out.write(answer);
        }
    }
}

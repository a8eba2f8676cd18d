package io.framewatch.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus on loopback, as Debian has it, with the shipped configuration. It scrapes and
 * evaluates its rules every two seconds.
 */
final class Prometheus implements AutoCloseable {

    private static final Path SHIPPED = Path.of("prometheus");

    /** In place of what Grafana puts there; several scrapes long. */
    private static final Map<String, String> VARIABLES =
            Map.of("$__rate_interval", "10s", "$__range", "5m");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final Path log;
    private final URI address;

    private Prometheus(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param folder for its files
     * @param targets host and port by the name of the file in {@code targets}, without its ending
     */
    static Prometheus start(Path folder, Map<String, String> targets) throws IOException {
        Path configuration = folder.resolve("prometheus.yml");
        String shipped = Files.readString(SHIPPED.resolve("prometheus.yml"));
        Files.writeString(configuration, shipped.replace("_interval: 15s", "_interval: 2s"));
        Files.copy(ShippedQueries.RULES, folder.resolve("framewatch.rules.yml"));
        Path files = Files.createDirectory(folder.resolve("targets"));
        for (Map.Entry<String, String> target : targets.entrySet()) {
            Files.writeString(
                    files.resolve(target.getKey() + ".yml"),
                    "- targets: ['%s']".formatted(target.getValue()));
        }
        String address = "127.0.0.1:" + freePort();
        Path log = folder.resolve("prometheus.log");
        Process process =
                DebianProgram.start(
                        log,
                        List.of(
                                "prometheus",
                                "--config.file=" + configuration,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=" + address));
        return new Prometheus(process, log, URI.create("http://" + address));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The series that a query has now; none while Prometheus starts. */
    JsonNode query(String query) throws IOException, InterruptedException {
        return get("query?query=" + encoded(query)).path("data").path("result");
    }

    /** The series of a query over some time up to now, in seconds. */
    JsonNode query(String query, long seconds, long step) throws IOException, InterruptedException {
        long now = System.currentTimeMillis() / 1000;
        return get("query_range?query=%s&start=%d&end=%d&step=%d"
                        .formatted(encoded(query), now - seconds, now, step))
                .path("data")
                .path("result");
    }

    /** The rules, with what became of them. */
    List<JsonNode> rules() throws IOException, InterruptedException {
        return get("rules").path("data").path("groups").findValues("rules").stream()
                .flatMap(rules -> rules.valueStream())
                .toList();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/" + path)).build();
        try {
            JsonNode answer =
                    json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.path("status").asText().equals("error")) {
                throw new AssertionError(path + ": " + answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            if (process.isAlive()) {
                return json.missingNode(); // it starts, or loads its data
            }
            throw new IOException("Prometheus has ended: " + log(), e);
        }
    }

    private static String encoded(String query) {
        String replaced = query;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            replaced = replaced.replace(variable.getKey(), variable.getValue());
        }
        return URLEncoder.encode(replaced, StandardCharsets.UTF_8);
    }
}

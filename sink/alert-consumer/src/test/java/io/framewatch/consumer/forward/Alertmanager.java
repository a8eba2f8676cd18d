package io.framewatch.consumer.forward;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Alertmanager on loopback, as Debian has it. */
final class Alertmanager implements AutoCloseable {

    private final Path folder;
    private final int port;
    private DebianProgram program;

    /** Starts one that tells a webhook of alerts that begin and end, at once. */
    Alertmanager(Path folder, String webhook) throws Exception {
        this.folder = folder;
        this.port = DebianProgram.freePort();
        Files.writeString(
                folder.resolve("alertmanager.yml"),
                """
                route:
                  receiver: test
                  group_by: [alertname, camera]
                  group_wait: 0s
                  group_interval: 1s
                receivers:
                  - name: test
                    webhook_configs:
                      - url: %s
                """
                        .formatted(webhook));
        start();
    }

    /** Ends it as an operator does, and starts it again. */
    void restart() throws Exception {
        program.end();
        start();
    }

    private void start() throws Exception {
        program =
                DebianProgram.start(
                        List.of(
                                "prometheus-alertmanager",
                                "--config.file=" + folder.resolve("alertmanager.yml"),
                                "--storage.path=" + folder.resolve("storage"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address="));
        program.awaitStart(line -> line.contains("Listening on") || line.contains("msg=Listening"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        program.close();
    }
}

package io.framewatch.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.CameraId;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.Answered;
import io.framewatch.event.LedgerEntry.Balance;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.event.LedgerEntry.RunState;
import io.framewatch.event.LedgerEvent;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch ledger} as a user runs it, on a broker. */
@Timeout(120)
class LedgerCommandITCase {

    private static final long RUN = 1795579290000L;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldShowTheNewestWordOnEachRunAndTotals() throws Exception {
        write(
                "shop.",
                entry("gate-11", RUN, 3, 0, RunState.RUNNING, NOW.minus(Duration.ofHours(2))),
                counts("yard", RUN, 7, NOW),
                entry("gate-1", RUN, 10, 3, RunState.RUNNING, NOW.minusSeconds(5)),
                counts("gate-1", RUN, 12, NOW),
                entry("gate-1", RUN, 12, 0, RunState.CLOSED, NOW),
                entry("gate-1.door", RUN + 1, 5, 2, RunState.ENDED, NOW));

        List<List<String>> table = table(run("shop."));

        assertThat(table)
                .containsExactly(
                        List.of(
                                "VIEW",
                                "RUN",
                                "CAPTURED",
                                "SKIPPED",
                                "DROPPED",
                                "PUBLISHED",
                                "CLASSIFIED",
                                "DEAD-LETTERED",
                                "SHED",
                                "IN-FLIGHT",
                                "UNACCOUNTED",
                                "UNSEEN",
                                "STATE"),
                        row("gate-1", RUN, "15 2 1 12 10 1 1 0 0 0 closed"),
                        row("gate-1.door", RUN + 1, "8 2 1 5 1 1 1 2 0 0 ended"),
                        row("yard", RUN, "10 2 1 7 - - - - - - unbalanced"),
                        List.of("TOTAL", "33", "6", "3", "24", "11", "2", "2", "2", "0", "0"));
        assertThat(table(run("shop.", "--hours", "3")))
                .contains(row("gate-11", RUN, "6 2 1 3 1 1 1 0 0 0 running"));
        assertThat(table(run("shop.", "--camera", "gate-1")))
                .extracting(row -> row.get(0))
                .containsExactly("VIEW", "gate-1", "gate-1.door", "TOTAL");
    }

    @Test
    void shouldWriteJsonForScripts() throws Exception {
        write("json.", entry("gate-1", RUN, 12, 2, RunState.ENDED, NOW), counts("yard", 1, 7, NOW));

        JsonNode json = new ObjectMapper().readTree(run("json.", "--output", "json"));

        assertThat(json.at("/runs/0/camera").asText()).isEqualTo("gate-1");
        assertThat(json.at("/runs/0/skipped/rate").asLong()).isEqualTo(2);
        assertThat(json.at("/runs/0/inFlight").asLong()).isEqualTo(2);
        assertThat(json.at("/runs/0/state").asText()).isEqualTo("ended");
        assertThat(json.at("/runs/1/state").asText()).isEqualTo("unbalanced");
        assertThat(json.at("/totals/published").asLong()).isEqualTo(19);
        assertThat(json.at("/totals/deadLettered").asLong()).isEqualTo(1);
    }

    @Test
    void shouldShowChangesWhileItWatches() throws Exception {
        write("watch.", entry("gate-1", RUN, 10, 4, RunState.RUNNING, NOW));
        CountDownLatch shown = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        StringWriter out =
                new StringWriter() {
                    @Override
                    public void write(String text, int from, int length) {
                        super.write(text, from, length);
                        if (toString().contains("running")) {
                            shown.countDown();
                        }
                        if (toString().contains("closed")) {
                            again.countDown();
                        }
                    }
                };
        Thread watching = new Thread(() -> execute(out, "watch.", "--watch"));
        watching.start();
        shown.await();

        write("watch.", entry("gate-1", RUN, 12, 0, RunState.CLOSED, NOW.plusSeconds(5)));

        again.await();
        watching.interrupt();
        watching.join();
    }

    @Test
    void shouldSayThatThereIsNothing() throws Exception {
        assertThat(run("empty.")).isEqualTo("the ledger has no run of this time\n");
    }

    private static List<String> row(String view, long run, String counts) {
        return Stream.concat(Stream.of(view, "" + run), Stream.of(counts.split(" "))).toList();
    }

    private static List<List<String>> table(String text) {
        return text.lines().map(line -> List.of(line.split(" +"))).toList();
    }

    private static Ingested ingested(long published) {
        return new Ingested(published + 3, Map.of("rate", 2L), Map.of("damaged", 1L), published, 0);
    }

    private static IngestedFrames counts(String view, long run, long published, Instant at) {
        return new IngestedFrames(new CameraId(view), run, ingested(published), false, at);
    }

    /** All that is not in flight is answered, with one dead letter and one that is shed. */
    private static LedgerEntry entry(
            String view, long run, long published, long inFlight, RunState state, Instant at) {
        return new LedgerEntry(
                new CameraId(view),
                run,
                ingested(published),
                new Answered(published - inFlight - 2, 1, Map.of("max-age", 1L)),
                new Balance(inFlight, 0, 0, 3, state),
                at);
    }

    private static void write(String prefix, LedgerEvent... events) throws Exception {
        KafkaClients clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of()));
        TopicAdmin.ensure(clients, List.of(Topics.LEDGER));
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (LedgerEvent event : events) {
                writer.write(Topics.LEDGER, event);
            }
        }
    }

    private String run(String prefix, String... options) {
        StringWriter out = new StringWriter();
        assertThat(execute(out, prefix, options)).isZero();
        return out.toString();
    }

    private int execute(StringWriter out, String prefix, String... options) {
        try (Workspace workspace = Workspace.create()) {
            Path config =
                    Files.writeString(
                            folder.resolve("framewatch.yaml"),
                            "kafka: {bootstrap-servers: '%s', topic-prefix: '%s'}\n"
                                    .formatted(broker.bootstrapServers(), prefix));
            CommandLine commandLine =
                    Framewatch.commandLine(workspace).setOut(new PrintWriter(out, true));
            String[] all =
                    Stream.concat(
                                    Stream.of("ledger", "--config", config.toString()),
                                    Stream.of(options))
                            .toArray(String[]::new);
            return commandLine.execute(all);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

package io.framewatch.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.ReceivedRecord.Header;
import io.framewatch.event.ReceivedRecord.Position;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.Topic;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch dead-letters} as a user runs it, on a broker. */
@Timeout(120)
class DeadLettersCommandITCase {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Header JPEG = new Header("content-type", "image/jpeg".getBytes(UTF_8));
    private static final String EXCEPTION = "io.framewatch.TestingException";

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldListReasonStageAndPlaceOfEachTheNewestLast() throws Exception {
        write(
                "list.",
                Topics.DEAD_LETTERS,
                letter("yard.west", 9, Stage.IMAGE, "no JPEG", 5, JPEG));
        write("list.", Topics.DEAD_LETTERS, letter(null, 7, Stage.RECORD, "no ce_id", 60));

        assertThat(run("list."))
                .isEqualTo(
                        """
                        TIME                      CAMERA     STAGE   RECORD      BYTES  REASON
                        %s  -          record  frames/0/7  3      no ce_id
                        %s  yard.west  image   frames/0/9  3      no JPEG
                        """
                                .formatted(NOW.minusSeconds(60), NOW.minusSeconds(5)));
    }

    @Test
    void shouldListThoseOfACameraAndOfATime() throws Exception {
        Header id = new Header("ce_id", "gate/1/2".getBytes(UTF_8));
        write("some.", Topics.DEAD_LETTERS, letter("gate", 1, Stage.IMAGE, "old", 60));
        write("some.", Topics.DEAD_LETTERS, letter("gate.door", 2, Stage.IMAGE, "region", 5));
        write("some.", Topics.DEAD_LETTERS, letter("gate-2", 3, Stage.IMAGE, "other", 5));
        write("some.", Topics.DEAD_LETTERS, letter(null, 4, Stage.RECORD, "by its id", 5, id));

        assertThat(reasons(run("some.", "--camera", "gate")))
                .containsExactly("old", "region", "by its id");
        assertThat(reasons(run("some.", "--camera", "gate", "--from", "" + NOW.minusSeconds(5))))
                .containsExactly("region", "by its id");
    }

    @Test
    void shouldSayThatThereAreMoreThanItShows() throws Exception {
        for (int i = 0; i < 4; i++) {
            write("more.", Topics.DEAD_LETTERS, letter("gate", i, Stage.IMAGE, "no." + i, 9 - i));
        }

        assertThat(run("more.", "--limit", "2"))
                .contains("no.2", "no.3", "the newest 2 of 4; --limit shows more")
                .doesNotContain("no.1");
    }

    @Test
    void shouldSaveTheOriginalsAsTheyWere() throws Exception {
        Path saved = folder.resolve("a/b");
        write("save.", Topics.DEAD_LETTERS, letter("gate", 1, Stage.IMAGE, "first", 9, JPEG));
        write("save.", Topics.DEAD_LETTERS, letter("gate", 2, Stage.RECORD, "second", 5));

        JsonNode json =
                json(run("save.", "--output", "json", "--limit", "1", "--save", saved.toString()));

        assertThat(json.path("count").asInt()).isEqualTo(2);
        JsonNode second = json.at("/letters/0");
        assertThat(second.path("reason").asText()).isEqualTo("second");
        assertThat(second.path("stage").asText()).isEqualTo("record");
        assertThat(second.path("exception").asText()).isEqualTo(EXCEPTION);
        assertThat(second.path("offset").asLong()).isEqualTo(2);
        assertThat(second.path("bytes").asInt()).isEqualTo(3);
        assertThat(Path.of(second.path("file").asText())).hasBinaryContent(new byte[] {1, 2, 3});
        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .allMatch(name -> name.matches("save\\.dead-letters-\\d-\\d\\.(jpg|bin)"))
                    .hasSize(2);
        }
    }

    @Test
    void shouldSayWhyAnOriginalCannotBeSaved() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        write("full.", Topics.DEAD_LETTERS, letter("gate", 1, Stage.IMAGE, "first", 9, JPEG));

        assertThat(execute("full.", "--save", file.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains("--save '" + file + "' does not take an original: ")
                .hasLineCount(1);
    }

    @Test
    void shouldListAlertsThatAConsumerHasParked() throws Exception {
        Header group = new Header("parked_by", "forward.hook".getBytes(UTF_8));
        write("parked.", Topics.PARKED_ALERTS, letter("gate", 3, Stage.HANDLER, "410", 5, group));
        write("parked.", Topics.DEAD_LETTERS, letter("gate", 3, Stage.IMAGE, "no JPEG", 5));

        JsonNode json = json(run("parked.", "--parked", "--output", "json"));

        assertThat(json.path("letters")).hasSize(1);
        assertThat(json.at("/letters/0/reason").asText()).isEqualTo("410");
        assertThat(json.at("/letters/0/parkedBy").asText()).isEqualTo("forward.hook");
    }

    @Test
    void shouldShowWhatComesWhileItWatches() throws Exception {
        write("watch.", Topics.DEAD_LETTERS, letter("gate", 1, Stage.IMAGE, "before", 9));
        CountDownLatch shown = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        Thread watching =
                new Thread(() -> execute(telling(shown, again), "watch.", "--watch"), "watching");
        watching.start();
        shown.await();

        write("watch.", Topics.DEAD_LETTERS, letter("gate", 2, Stage.IMAGE, "later", 5));

        again.await();
        watching.interrupt();
        watching.join();
    }

    @Test
    void shouldNameARecordThatIsNoDeadLetterAndGoOn() throws Exception {
        write("wrong.", Topics.DEAD_LETTERS, letter("gate", 1, Stage.IMAGE, "right", 9));
        try (Producer<byte[], byte[]> producer = clients("wrong.").producer()) {
            producer.send(new ProducerRecord<>("wrong.dead-letters", 0, null, new byte[0])).get();
        }

        assertThat(run("wrong.")).contains("right");
        assertThat(err.toString())
                .contains("record wrong.dead-letters/0/")
                .contains("is left out: dead letter must have the header dl_topic");
    }

    @Test
    void shouldSayThatThereIsNone() throws Exception {
        TopicAdmin.ensure(clients("none."), List.of(Topics.DEAD_LETTERS));

        assertThat(run("none.")).isEqualTo("no such dead letter is retained\n");
    }

    @Test
    void shouldNameATopicThatIsMissing() {
        assertThat(execute("missing.")).isEqualTo(1);

        assertThat(err.toString()).contains("does not tell dead letters").contains("missing.dead");
    }

    @Test
    void shouldRefuseALimitOfNone() {
        assertThat(execute("limit.", "--limit", "0")).isEqualTo(2);

        assertThat(err.toString()).contains("--limit '0' must be at least 1");
    }

    private static List<String> reasons(String table) {
        return table.lines().skip(1).map(line -> line.split(" +", 6)[5]).toList();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static DeadLetter letter(
            String key, long offset, Stage stage, String reason, int age, Header... headers) {
        return new DeadLetter(
                new ReceivedRecord(
                        new Position("frames", 0, offset),
                        NOW.minusSeconds(age).toEpochMilli(),
                        key == null ? null : key.getBytes(UTF_8),
                        List.of(headers),
                        new byte[] {1, 2, 3}),
                stage,
                reason,
                EXCEPTION);
    }

    private static void write(String prefix, Topic<DeadLetter> topic, DeadLetter letter)
            throws Exception {
        KafkaClients clients = clients(prefix);
        TopicAdmin.ensure(clients, List.of(topic));
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(topic, letter);
        }
    }

    private static KafkaClients clients(String prefix) {
        return new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of()));
    }

    /** Tells when the command has shown what was there, and what came. */
    private static StringWriter telling(CountDownLatch shown, CountDownLatch again) {
        return new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                if (toString().contains("before")) {
                    shown.countDown();
                }
                if (toString().contains("later")) {
                    again.countDown();
                }
            }
        };
    }

    private String run(String prefix, String... options) {
        assertThat(execute(prefix, options)).isZero();
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    private int execute(String prefix, String... options) {
        return execute(out, prefix, options);
    }

    private int execute(StringWriter writer, String prefix, String... options) {
        try (Workspace workspace = Workspace.create()) {
            Path config =
                    Files.writeString(
                            folder.resolve("framewatch.yaml"),
                            "kafka: {bootstrap-servers: '%s', topic-prefix: '%s'}\n"
                                    .formatted(broker.bootstrapServers(), prefix));
            CommandLine commandLine =
                    Framewatch.commandLine(workspace)
                            .setOut(new PrintWriter(writer, true))
                            .setErr(new PrintWriter(err, true));
            return commandLine.execute(
                    Stream.concat(
                                    Stream.of("dead-letters", "--config", config.toString()),
                                    Stream.of(options))
                            .toArray(String[]::new));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

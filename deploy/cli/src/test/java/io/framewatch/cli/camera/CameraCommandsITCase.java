package io.framewatch.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.fleet.FleetWorker;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.TopicWriter;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch camera} as a user runs it, on a broker. */
@Timeout(120)
class CameraCommandsITCase {

    private static final String CREDENTIALS_RULE =
            " must not hold a user name or a password: list them in the section credentials of the"
                    + " workers' configuration, and name its id in the camera's key credentials; an"
                    + " @ in a path is %40\n";

    private static final String NO_WORKER =
            "no worker of group framewatch-ingest has the cameras: their states are the last ones\n";

    private static EmbeddedBroker broker;

    @TempDir Path folder;

    private KafkaClients clients;
    private Path config;
    private String err;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void configure(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName() + ".";
        clients =
                new KafkaClients(new KafkaOptions(broker.bootstrapServers(), prefix, 2, Map.of()));
        config =
                Files.writeString(
                        folder.resolve("fleet.yaml"),
                        "kafka: {bootstrap-servers: '%s', topic-prefix: %s}\n"
                                .formatted(broker.bootstrapServers(), prefix));
    }

    @Test
    void shouldAddChangeAndRemoveACamera() throws Exception {
        assertThat(run(0, "add", "gate", "--uri", "rtsp://10.0.0.5/stream", "--fps", "2.5"))
                .isEqualTo("camera/gate created\n");
        assertThat(run(0, "add", "gate", "--fps", "2.5", "--uri", "rtsp://10.0.0.5/stream"))
                .isEqualTo("camera/gate unchanged\n");
        assertThat(
                        run(
                                0,
                                "add",
                                "gate",
                                "--uri",
                                "rtsp://10.0.0.5/stream",
                                "--tag",
                                "yard",
                                "--transport",
                                "udp"))
                .isEqualTo("camera/gate configured\n");
        assertThat(written())
                .hasSize(2)
                .endsWith(
                        new Camera(
                                new CameraId("gate"),
                                false,
                                List.of("yard"),
                                Map.of("uri", "rtsp://10.0.0.5/stream", "transport", "udp")));

        assertThat(run(0, "remove", "gate", "yard"))
                .isEqualTo("camera/gate removed\ncamera/yard not there\n");
        assertThat(run(0, "list"))
                .isEqualTo("CAMERA  STATE  VIEW  SINCE  WORKER  ADDRESS  REASON\n");
    }

    @Test
    void shouldPauseAndResumeAndKeepThatWhenACameraChanges() throws Exception {
        run(0, "add", "gate", "--uri", "testsrc:", "--paused");
        assertThat(run(0, "add", "gate", "--uri", "testsrc:", "--fps", "1"))
                .isEqualTo("camera/gate configured\n");
        assertThat(run(0, "pause", "gate")).isEqualTo("camera/gate unchanged\n");
        assertThat(run(0, "resume", "gate")).isEqualTo("camera/gate resumed\n");
        assertThat(run(0, "resume", "gate")).isEqualTo("camera/gate unchanged\n");
        assertThat(run(0, "pause", "gate")).isEqualTo("camera/gate paused\n");

        assertThat(run(1, "pause", "gate", "yard")).isEmpty();
        assertThat(err).isEqualTo("framewatch camera pause: camera 'yard' must be one of [gate]\n");
    }

    @Test
    void shouldTakeRegionsAndKeepTheirIdsToTheirCamera() throws Exception {
        assertThat(
                        run(
                                0,
                                "add",
                                "gate",
                                "--uri",
                                "testsrc:",
                                "--regions",
                                "[{id: door, width: 0.5}, {id: all}]"))
                .isEqualTo("camera/gate created\n");
        assertThat(run(0, "show", "gate")).contains("id=door, width=0.5");

        run(1, "add", "gate.door", "--uri", "testsrc:");
        assertThat(err)
                .contains(
                        "id 'gate.door' of camera gate.door or its views must not be that of camera"
                                + " gate or its views");
        Path file = write("cameras: [{id: gate.all, uri: 'testsrc:'}]");
        run(1, "apply", "-f", file);
        assertThat(err).contains("id 'gate.all' of camera gate.all");
        assertThat(run(0, "apply", "-f", file, "--prune"))
                .isEqualTo("camera/gate.all created\ncamera/gate removed\n");
        run(1, "add", "yard", "--uri", "testsrc:", "--regions", "[{id: x, x: 0.5, width: 0.6}]");
        assertThat(err).contains("width of region x 0.6 must be from 0.01 to 1 - x");
    }

    @Test
    void shouldApplyAFile() throws Exception {
        run(0, "add", "old", "--uri", "testsrc:");
        run(0, "add", "gate", "--uri", "testsrc:");
        Path file =
                write(
                        """
                        cameras:
                          - {id: gate, uri: 'testsrc:', fps: 2, tags: [yard]}
                          - {id: yard, uri: clip.mp4, loop: true}
                        """);

        assertThat(run(0, "apply", "-f", file))
                .isEqualTo("camera/gate configured\ncamera/yard created\n");
        assertThat(run(0, "apply", "-f", file, "--prune"))
                .isEqualTo("camera/gate unchanged\ncamera/yard unchanged\ncamera/old removed\n");
        assertThat(run(0, "apply", "-f", file, "--prune"))
                .isEqualTo("camera/gate unchanged\ncamera/yard unchanged\n");
    }

    @Test
    void shouldChangeNothingIfTheFileHasAProblem() throws Exception {
        Path file =
                write(
                        """
                        cameras:
                          - {id: gate, uri: 'testsrc:'}
                          - {id: yard, uri: clip.mp4, fps: 0, sped: fast}
                        """);

        assertThat(run(1, "apply", "-f", file)).isEmpty();
        assertThat(err)
                .startsWith("framewatch camera apply: configuration " + file + " has 2 problems:\n")
                .contains("  cameras[1].fps: 0 must be greater than 0\n")
                .contains("  cameras[1].sped: unknown key, must be one of id, uri,");
        assertThat(run(0, "list")).hasLineCount(1);
    }

    @Test
    void shouldTakeNoPassword() throws Exception {
        for (String uri :
                List.of("rtsp://admin:s3cret@10.0.0.5/", "http://10.0.0.5/?usr=a&pwd=s3cret")) {
            assertThat(run(1, "add", "gate", "--uri", uri)).isEmpty();
            assertThat(err)
                    .isEqualTo(
                            "framewatch camera add: camera gate has 1 problem:\n  uri"
                                    + CREDENTIALS_RULE);
        }

        Path file = write("cameras: [{id: gate, uri: 'rtsp://admin:s3cret@10.0.0.5/'}]");
        run(1, "apply", "-f", file);
        assertThat(err)
                .isEqualTo(
                        "framewatch camera apply: configuration "
                                + file
                                + " has 1 problem:\n  camera gate: uri"
                                + CREDENTIALS_RULE);
        assertThat(run(0, "list")).hasLineCount(1);
    }

    @Test
    void shouldNameAllProblemsOfACamera() throws Exception {
        run(1, "add", "gate", "--fps", "fast", "--quality", "101");
        assertThat(err)
                .isEqualTo(
                        """
                        framewatch camera add: camera gate has 3 problems:
                          fps: 'fast' must be a number
                          quality: 101 must be at most 100
                          uri: is missing
                        """);

        run(2, "add", "gate/1", "--uri", "testsrc:");
        assertThat(err).contains("camera id 'gate/1' must be 1 to 100 letters");
    }

    @Test
    void shouldShowWhereCamerasStand() throws Exception {
        run(0, "add", "gate", "--uri", "rtsp://10.0.0.5/stream", "--credentials", "gate");
        run(0, "add", "yard", "--uri", "testsrc:", "--fps", "1", "--tag", "outdoors");
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(
                    Topics.CAMERA_STATUS,
                    new CameraStatusReport(
                            new CameraId("gate"),
                            41,
                            new CameraStatusReport.Condition(
                                    State.RETRYING,
                                    CameraView.MOVED,
                                    "the connection was lost; next try in 2.1 s"),
                            "worker-1",
                            Instant.parse("2026-11-27T09:00:01.5Z")));
        }

        assertThat(run(0, "list"))
                .isEqualTo(
                        """
                        CAMERA  STATE     VIEW   SINCE                 WORKER  ADDRESS                 REASON
                        gate    retrying  moved  2026-11-27T09:00:01Z  nobody  rtsp://10.0.0.5/stream  the connection was lost; next try in 2.1 s
                        yard    -         -      -                     nobody  testsrc:
                        """);
        assertThat(err).isEqualTo(NO_WORKER);
        assertThat(run(0, "list", "--tag", "outdoors")).hasLineCount(2).contains("\nyard ");
        assertThat(run(0, "show", "gate"))
                .isEqualTo(
                        """
                        camera       gate
                        state        retrying
                        view         moved
                        since        2026-11-27T09:00:01Z
                        worker       nobody
                        run          41
                        reason       the connection was lost; next try in 2.1 s
                        paused       false
                        tags
                        credentials  gate
                        uri          rtsp://10.0.0.5/stream
                        """);
        JsonNode json = new ObjectMapper().readTree(run(0, "list", "--output", "json"));
        assertThat(json.toString())
                .isEqualTo(
                        "[{\"id\":\"gate\",\"assigned\":false,\"camera\":{\"id\":\"gate\",\"paused\":false,\"tags\":[],"
                                + "\"credentials\":\"gate\",\"uri\":\"rtsp://10.0.0.5/stream\"},"
                                + "\"status\":{\"camera\":\"gate\",\"run\":41,\"state\":\"retrying\","
                                + "\"view\":\"moved\","
                                + "\"reason\":\"the connection was lost; next try in 2.1 s\","
                                + "\"worker\":\"worker-1\","
                                + "\"since\":\"2026-11-27T09:00:01.500000Z\"}},"
                                + "{\"id\":\"yard\",\"assigned\":false,\"camera\":{\"id\":\"yard\",\"paused\":false,"
                                + "\"tags\":[\"outdoors\"],\"fps\":1,\"uri\":\"testsrc:\"}}]");
        assertThat(new ObjectMapper().readTree(run(0, "show", "gate", "--output", "json")))
                .isEqualTo(json.get(0));
        run(1, "show", "door");
        assertThat(err)
                .isEqualTo("framewatch camera show: camera 'door' must be one of [gate, yard]\n");
    }

    @Test
    void shouldSayWhichCamerasAWorkerHas() throws Exception {
        run(0, "add", "gate", "--uri", "testsrc:size=64x64");
        Configuration worker =
                Configuration.parse(
                        "worker.yaml",
                        Files.readString(config)
                                + "ingest: {cameras-from-topic: true, worker: one, group: yard}");
        Files.writeString(config, Files.readString(config) + "ingest: {group: yard}");
        BlockingQueue<CameraState> states = new LinkedBlockingQueue<>();

        try (FleetWorker one =
                FleetWorker.start(
                        IngestOptions.of(worker, Map.of()), status -> states.add(status.state()))) {
            while (states.take() != CameraState.LIVE) {
                // it is being opened
            }
            assertThat(run(0, "list")).containsPattern("gate +\\w+ +- +\\S+ +one +testsrc:");
            assertThat(err).isEmpty();
            JsonNode shown =
                    new ObjectMapper().readTree(run(0, "show", "gate", "--output", "json"));
            assertThat(shown.path("assigned").booleanValue()).isTrue();
            assertThat(one.hangingCalls()).isZero();
        }

        assertThat(run(0, "list")).containsPattern("gate +stopped +- +\\S+ +nobody +testsrc:");
        assertThat(err)
                .isEqualTo(
                        "no worker of group yard has the cameras: their states are the last ones\n");
    }

    @Test
    void shouldNotPrintAPasswordThatSomebodyWroteToTheTopic() throws Exception {
        run(0, "list");
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(
                    Topics.CAMERAS,
                    new Camera(
                            new CameraId("gate"),
                            false,
                            List.of("rtsp://admin:s3cret@cam/tag"),
                            Map.of(
                                    "uri",
                                    "rtsp://admin:s3cret@cam/x",
                                    "rtsp://admin:s3cret@cam/key",
                                    List.of("rtsp://admin:s3cret@cam/list"))));
        }

        for (String format : List.of("text", "json")) {
            assertThat(run(0, "list", "--output", format))
                    .contains("gate")
                    .doesNotContain("s3cret");
            assertThat(run(0, "show", "gate", "--output", format))
                    .contains("***")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void shouldHaveAnOptionForEachKeyOfACamera() throws Exception {
        assertThat(run(0, "add", "--help"))
                .contains("--uri=VALUE", "--timeout=VALUE", "--credentials=VALUE", "--tag=WORD")
                .doesNotContain("--id=", "--tags=");
    }

    @Test
    void shouldSayThatKafkaCannotBeReached() throws Exception {
        Files.writeString(config, "kafka: {bootstrap-servers: '127.0.0.1:1'}");

        assertThat(run(1, "list")).isEmpty();
        assertThat(err)
                .isEqualTo(
                        "framewatch camera list: Kafka at 127.0.0.1:1 cannot be reached: Connection refused\n");
    }

    /** Runs a command, with the configuration unless it wants help, and returns what it prints. */
    private String run(int exitCode, Object... arguments) throws CommandException {
        StringWriter out = new StringWriter();
        StringWriter problems = new StringWriter();
        List<String> line = new ArrayList<>(List.of("camera"));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        if (!line.contains("--help")) {
            line.addAll(List.of("--config", config.toString()));
        }
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(out, true));
            command.setErr(new PrintWriter(problems, true));
            int exit = command.execute(line.toArray(String[]::new));
            err = problems.toString();
            assertThat(exit).as(err).isEqualTo(exitCode);
        }
        return out.toString();
    }

    private Path write(String yaml) throws Exception {
        return Files.writeString(folder.resolve("cameras.yaml"), yaml);
    }

    /** All records of the topic. */
    private List<Camera> written() {
        List<Camera> cameras = new ArrayList<>();
        TopicScan.all(Topics.CAMERAS).read(clients, record -> cameras.add(record.value()));
        return cameras;
    }
}

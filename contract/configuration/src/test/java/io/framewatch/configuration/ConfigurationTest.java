package io.framewatch.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir Path folder;

    @Test
    void shouldReportFiveMistakesAtOnceAndNoSecret() throws Exception {
        Configuration configuration =
                read(
                        """
                        cameras:
                          - id: gate-1
                            uri: rtsp://admin:s3cret@10.0.0.5/stream
                            fps: 0
                          - id: gate-2
                            uri: file:clip.mp4
                            transprt: udp
                            credentials: gaet
                          - id: gate-3
                            uri: udp://admin:s3cret@10.0.0.6/
                        credentials:
                          - id: gate
                            username: admin
                            password: [s3cret]
                        """);

        List<TestingCamera> cameras = configuration.list("cameras", TestingCamera.class);
        configuration.requireReferences("cameras", "credentials", "credentials");

        assertThat(cameras).extracting(TestingCamera::id).containsExactly("gate-2");
        ConfigurationException problems =
                catchThrowableOfType(ConfigurationException.class, configuration::check);
        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "cameras[0].fps: 0 must be greater than 0",
                        "cameras[1].transprt: unknown key, must be one of id, uri, transport,"
                                + " credentials, certificate, fps, fit, regions, encoding, quality, track, key-frames-only,"
                                + " gate, heartbeat, view-check, pace, loop, timeout, paused, tags",
                        "cameras[1].credentials: must be the id of one of the credentials",
                        "cameras[2]: uri 'udp://***@10.0.0.6/' must start with rtsp: or file:",
                        "credentials[0].password: a list must be text (in quotes if it looks like a"
                                + " number or a date)");
        assertThat(problems)
                .hasMessageStartingWith("configuration " + folder)
                .hasMessageContaining("has 5 problems:\n  cameras[0].fps: 0")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void shouldNeverPrintAValueWhereASecretMayStand() throws Exception {
        assertThat(
                        problems(
                                """
                                credentials:
                                  - {id: gate, username: admin, password: 4711}
                                  - hunter2
                                kafka:
                                  properties: {sasl.jaas.config: 4711, ssl.key.password: [x]}
                                """))
                .containsExactlyInAnyOrder(
                        "credentials[0].password: the hidden value must be text (in quotes if it"
                                + " looks like a number or a date)",
                        "credentials[1]: the hidden value must be a mapping of keys to values",
                        "kafka.properties.ssl.key.password: a list must be text, a number, true or"
                                + " false",
                        "kafka.properties.sasl.jaas.config: the hidden value must be a JAAS"
                                + " configuration: Login module control flag not specified in JAAS"
                                + " config");
    }

    @Test
    void shouldBindWithTheDefaultsOfTheSchema() throws Exception {
        Configuration configuration =
                read("cameras: [{id: gate-1, uri: 'rtsp://10.0.0.5', timeout: 2min}]");

        assertThat(configuration.list("cameras", TestingCamera.class))
                .containsExactly(
                        new TestingCamera(
                                "gate-1",
                                "rtsp://10.0.0.5",
                                TestingPace.REAL_TIME,
                                5,
                                false,
                                Duration.ofMinutes(2)));
        assertThat(configuration.section("kafka", KafkaOptions.class))
                .contains(new KafkaOptions("localhost:9092", "framewatch.", 4, Map.of()));
        configuration.check();
    }

    @Test
    void shouldTakeAnEmptyFileForDefaults() throws Exception {
        Configuration configuration = read("# nothing yet\n");

        assertThat(configuration.section("kafka", KafkaOptions.class)).isPresent();
        assertThat(configuration.list("cameras", TestingCamera.class)).isEmpty();
        configuration.check();
    }

    @Test
    void shouldAcceptEveryKeyOfTheDocumentedExample() throws Exception {
        Configuration configuration =
                read(
                        """
                        kafka:
                          bootstrap-servers: kafka-1:9092,kafka-2:9092
                          topic-prefix: cctv.
                          partitions: 12
                          properties: {security.protocol: SSL}
                        cameras:
                          - id: gate-1
                            uri: rtsp://10.0.0.5/stream
                            transport: udp
                            credentials: gate
                            fps: 2.5
                            fit: letterbox
                            encoding: rgb
                            quality: 75
                            pace: fast
                            loop: true
                            timeout: 500ms
                        credentials:
                          - {id: gate, username: admin, password-env: GATE_PASSWORD}
                        model: {uri: models/mobile-former-26m, top: 5}
                        job:
                          parallelism: 2
                          max-batch: 8
                          max-delay: 20ms
                          delivery: at-least-once
                          checkpoint-interval: 10s
                          transactional-id-prefix: framewatch
                          group: framewatch-job
                        rules:
                          - id: car
                            cameras: [gate-1]
                            label: car
                            enter: {score: 0.8, frames: 3}
                            exit: {score: 0.5}
                        """);
        configuration.requireUniqueIds("cameras");
        configuration.requireReferences("cameras", "credentials", "credentials");
        configuration.requireReferences("rules", "cameras", "cameras");

        configuration.check();
        KafkaOptions kafka = configuration.section("kafka", KafkaOptions.class).orElseThrow();
        assertThat(kafka.topic("frames")).isEqualTo("cctv.frames");
        assertThat(kafka.clientProperties())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "bootstrap.servers",
                                "kafka-1:9092,kafka-2:9092",
                                "security.protocol",
                                "SSL"));
    }

    @Test
    void shouldNameKeyValueAndRuleOfEveryKindOfProblem() throws Exception {
        assertThat(
                        problems(
                                """
                                kafka: {topic-prefix: a b, bootstrap-servers: ''}
                                cameras:
                                  - {id: 7, uri: x, transport: tpc, quality: 101, loop: maybe}
                                  - {id: gate-2, timeout: soon}
                                  - {id: gate-3, uri: x, fps: ~}
                                model: [x]
                                rules:
                                  - {id: car, label: car, enter: {score: 1.5}, exit: {}}
                                """))
                .containsExactlyInAnyOrder(
                        "kafka.topic-prefix: 'a b' must be at most 100 letters, digits, '.', '_' or"
                                + " '-'",
                        "kafka.bootstrap-servers: '' must not be empty",
                        "cameras[0].id: 7 must be text (in quotes if it looks like a number or a"
                                + " date)",
                        "cameras[0].transport: 'tpc' must be tcp, udp or automatic",
                        "cameras[0].quality: 101 must be at most 100",
                        "cameras[0].loop: 'maybe' must be true or false",
                        "cameras[1].uri: is missing",
                        "cameras[1].timeout: 'soon' must be a duration such as 20ms, 10s, 5min or"
                                + " 1h",
                        "cameras[2].fps: an empty value must be a number",
                        "model: a list must be a mapping of keys to values",
                        "rules[0].enter.score: 1.5 must be at most 1",
                        "rules[0].exit.score: is missing");
    }

    @Test
    void shouldReportIdsThatAreThereTwice() throws Exception {
        Configuration configuration =
                read("cameras: [{id: a, uri: x}, {id: b, uri: x}, {id: a, uri: x, fps: 0}]");
        configuration.requireUniqueIds("cameras");

        assertThatThrownBy(configuration::check)
                .hasMessageContaining("cameras[2].id: 'a' must not be the id of an earlier one")
                .hasMessageContaining("cameras[2].fps: 0 must be greater than 0");
    }

    @Test
    void shouldCollectWhatTheRunnableFinds() throws Exception {
        Configuration configuration = read("cameras: [{id: a, uri: 'file:x'}]");
        TestingCamera camera = configuration.list("cameras", TestingCamera.class).get(0);
        configuration.problem(configuration.key(camera) + ".uri", camera.uri(), "must exist");

        assertThatThrownBy(configuration::check)
                .hasMessageContaining("has 1 problem:\n  cameras[0].uri: 'file:x' must exist");
    }

    @Test
    void shouldGiveThePlaceOfASyntaxErrorWithoutQuotingIt() {
        assertThatThrownBy(() -> read("credentials:\n  - password: \"s3cret\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 2, column 13: not valid YAML")
                .message()
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> read("kafka: {}\nkafka: {}\n"))
                .hasMessageContaining("line 2, column 6: a key is there twice");
        assertThatThrownBy(() -> read("cameras: [{fps: .nan}]"))
                .hasMessageContaining("a number is not finite");
        assertThatThrownBy(() -> read("kafka: {}\n---\nkafka: {}\n"))
                .hasMessageContaining("a second YAML document");
        assertThatThrownBy(() -> Configuration.read(folder.resolve("missing.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing.yaml has 1 problem:\n  no such file");
    }

    private Configuration read(String yaml) throws Exception {
        return Configuration.read(Files.writeString(folder.resolve("framewatch.yaml"), yaml));
    }

    private List<String> problems(String yaml) throws Exception {
        Configuration configuration = read(yaml);
        return catchThrowableOfType(ConfigurationException.class, configuration::check).problems();
    }

    private enum TestingPace {
        REAL_TIME,
        FAST
    }

    @Test
    void shouldNameAllProblemsOfAnElementThatStandsInNoFile() throws Exception {
        Map<String, Object> values = Map.of("id", "gate-1", "uri", "file:clip.mp4");

        assertThat(Configuration.element("camera gate-1", "cameras", values, TestingCamera.class))
                .returns(5.0, TestingCamera::fps);
        assertThatThrownBy(
                        () ->
                                Configuration.element(
                                        "camera gate-1",
                                        "cameras",
                                        Map.of("id", "gate-1", "fps", 0, "sped", "fast"),
                                        TestingCamera.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("camera gate-1 has 3 problems:")
                .hasMessageContaining("\n  uri: is missing")
                .hasMessageContaining("\n  fps: 0 must be greater than 0")
                .hasMessageContaining("\n  sped: unknown key, must be one of id, uri,");
        assertThatThrownBy(
                        () ->
                                Configuration.element(
                                        "camera gate-1",
                                        "cameras",
                                        Map.of("id", "gate-1", "uri", "udp://a:s3cret@b"),
                                        TestingCamera.class))
                .hasMessage(
                        "camera gate-1 has 1 problem:\n"
                                + "  uri 'udp://***@b' must start with rtsp: or file:");
    }

    @Test
    void shouldShowElementsAsTheyAreWritten() throws Exception {
        Configuration configuration =
                read("cameras: [{id: gate-1, uri: 'file:clip.mp4', fps: 5, loop: true}]");

        assertThat(configuration.written("cameras"))
                .containsExactly(
                        Map.of("id", "gate-1", "uri", "file:clip.mp4", "fps", 5, "loop", true));
        assertThat(configuration.written("rules")).isEmpty();
        assertThat(Configuration.keys("cameras"))
                .containsEntry("loop", "Files only: start again at the end.")
                .containsKey("fps");
    }

    @Test
    void shouldReadAValueAsAFileWould() {
        assertThat(Configuration.value("cameras", "uri", "testsrc:")).isEqualTo("testsrc:");
        assertThat(Configuration.value("cameras", "id", "7")).isEqualTo("7");
        assertThat(Configuration.value("cameras", "timeout", "10s")).isEqualTo("10s");
        assertThat(Configuration.value("cameras", "fps", "5")).isEqualTo(5);
        assertThat(Configuration.value("cameras", "fps", "2.5")).isEqualTo(2.5);
        assertThat(Configuration.value("cameras", "fps", "fast")).isEqualTo("fast");
        assertThat(Configuration.value("cameras", "fps", "[")).isEqualTo("[");
        assertThat(Configuration.value("cameras", "loop", "true")).isEqualTo(true);
        assertThat(Configuration.value("cameras", "tags", "[a, b]")).isEqualTo(List.of("a", "b"));
        assertThat(Configuration.value("cameras", "tags", "a,7")).isEqualTo(List.of("a", "7"));
        assertThat(Configuration.value("cameras", "regions", "a,b")).isEqualTo("a,b");
        assertThat(Configuration.value("rules", "enter.score", "0.5")).isEqualTo(0.5);
        assertThat(Configuration.value("rules", "enter.for", "10s")).isEqualTo("10s");
        assertThat(Configuration.value("rules", "schedule.days", "mon,tue"))
                .isEqualTo(List.of("mon", "tue"));
        assertThat(Configuration.value("rules", "labels", "['a, b', c]"))
                .isEqualTo(List.of("a, b", "c"));
    }

    @Test
    void shouldGiveARecordThatStandsInNoFileTheDefaultsOfTheSchema() {
        TestingCamera camera =
                Configuration.withDefaults(
                        "cameras",
                        Map.of("id", "gate-1", "uri", "file:clip.mp4", "fps", 2.5),
                        TestingCamera.class);

        assertThat(camera)
                .isEqualTo(
                        new TestingCamera(
                                "gate-1",
                                "file:clip.mp4",
                                TestingPace.REAL_TIME,
                                2.5,
                                false,
                                Duration.ofSeconds(10)));
        assertThatThrownBy(
                        () ->
                                Configuration.withDefaults(
                                        "cameras",
                                        Map.of("id", "gate-1", "uri", "udp:"),
                                        TestingCamera.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri 'udp:' must start with rtsp: or file:");
    }

    private record TestingCamera(
            String id, String uri, TestingPace pace, double fps, boolean loop, Duration timeout) {

        private TestingCamera {
            if (!uri.matches("(rtsp|file):.*")) {
                throw new IllegalArgumentException(
                        "uri '" + uri + "' must start with rtsp: or file:");
            }
        }
    }
}

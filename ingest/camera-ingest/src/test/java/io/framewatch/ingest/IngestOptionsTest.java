package io.framewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.Login;
import io.framewatch.ingest.capture.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestOptionsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("GATE_PASSWORD", "s3cret");

    @TempDir Path folder;

    @Test
    void shouldGiveACameraMadeInJavaTheDefaultsOfTheSchema() throws Exception {
        IngestOptions options = read("cameras: [{id: gate-1, uri: 'rtsp://10.0.0.5/stream'}]");

        assertThat(options.cameras())
                .containsExactly(
                        CameraOptions.of(new CameraId("gate-1"), "rtsp://10.0.0.5/stream"));
        assertThat(options.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    }

    @Test
    void shouldFindPasswordsWhereverTheyAre() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "from file\nsecond line\n");

        IngestOptions options =
                read(
                        """
                        cameras: [{id: gate-1, uri: 'rtsp://10.0.0.5/stream', credentials: env}]
                        credentials:
                          - {id: plain, username: a, password: in the file itself}
                          - {id: env, username: b, password-env: GATE_PASSWORD}
                          - {id: file, username: c, password-file: '%s'}
                        """
                                .formatted(file));

        assertThat(options.logins())
                .isEqualTo(
                        Map.of(
                                "plain", new Login("a", "in the file itself"),
                                "env", new Login("b", "s3cret"),
                                "file", new Login("c", "from file")));
        assertThat(options.login(options.cameras().get(0))).isEqualTo(new Login("b", "s3cret"));
        assertThat(options.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldReportFiveMistakesOfFiveKindsAndNoSecret() {
        assertThat(
                        problems(
                                """
                                cameras:
                                  - {id: gate-1, uri: 'rtsp://a:s3cret@10.0.0.5', fps: 0}
                                  - {id: gate-2, uri: 'rtsp://a:s3cret@10.0.0.6', loop: true}
                                  - {id: gate-3, uri: clip.mp4, sped: fast}
                                  - {id: gate-3, uri: clip.mp4}
                                credentials:
                                  - {id: gate, username: admin, password: s3cret, password-env: X}
                                """))
                .contains("has 5 problems")
                .contains("cameras[0].fps: 0 must be greater than 0")
                .contains("cameras[1]: loop true must be false: only files have an end")
                .contains("cameras[2].sped: unknown key, must be one of id, uri,")
                .contains("cameras[3].id: 'gate-3' must not be the id of an earlier one")
                .contains(
                        "credentials[0]: must have exactly one of password, password-env and"
                                + " password-file, has 2")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldReportPasswordsThatAreNotThere() {
        assertThat(
                        problems(
                                """
                                cameras: [{id: gate-1, uri: clip.mp4}]
                                credentials:
                                  - {id: env, username: b, password-env: YARD_PASSWORD}
                                  - {id: file, username: c, password-file: no/such/file}
                                  - {id: colon, username: 'a:b', password: s3cret}
                                """))
                .contains("has 3 problems")
                .contains("credentials[0]: password-env must be the name of a variable")
                .contains("credentials[1]: password-file must be a file")
                .contains("credentials[2]: username must not be empty or have a colon");
    }

    @Test
    void shouldRefuseACameraWithoutItsLogin() throws Exception {
        IngestOptions options =
                read(
                        """
                        cameras: [{id: gate-1, uri: 'rtsp://10.0.0.5/stream', credentials: gate}]
                        credentials: [{id: gate, username: a, password: s3cret}]
                        """);

        assertThatThrownBy(() -> new IngestOptions(options.kafka(), options.cameras(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "credentials of camera gate-1 must be the id of one of the"
                                + " credentials (the value is not shown, as it may be the password"
                                + " itself)");
    }

    @Test
    void shouldShowNoPassword() {
        assertThat(
                        CameraOptions.of(new CameraId("gate-1"), "rtsp://a:s3cret@10.0.0.5/stream")
                                .video())
                .asString()
                .contains("10.0.0.5")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldLeaveOutWhatIsPaused() throws Exception {
        IngestOptions options =
                read(
                        """
                        cameras:
                          - {id: gate-1, uri: 'testsrc:', paused: true, tags: [yard]}
                          - {id: gate-2, uri: 'testsrc:', paused: false}
                        """);

        assertThat(options.cameras())
                .containsExactly(CameraOptions.of(new CameraId("gate-2"), "testsrc:"));
    }

    @Test
    void shouldTakeCamerasFromTheTopicInsteadOfTheFile() throws Exception {
        GroupOptions group = read("ingest: {cameras-from-topic: true, worker: one}").group();

        assertThat(group)
                .isEqualTo(
                        new GroupOptions(true, "framewatch-ingest", Duration.ofSeconds(10), "one"));
        assertThat(read("ingest: {cameras-from-topic: true}").group().worker())
                .endsWith("-" + ProcessHandle.current().pid());
        assertThat(
                        problems(
                                """
                                cameras: [{id: gate-1, uri: clip.mp4}]
                                ingest: {cameras-from-topic: true}
                                """))
                .contains(
                        "has 1 problem:\n  cameras: must be left out with ingest.cameras-from-topic");
        assertThat(problems("ingest: {cameras-from-topic: true, session-timeout: 900ms}"))
                .contains("  ingest: session-timeout 900ms must be at least 1s");
    }

    @Test
    void shouldNameViewsByCameraAndRegion() throws Exception {
        CameraOptions gate =
                read("""
                                cameras:
                                  - id: gate-1
                                    uri: clip.mp4
                                    regions:
                                      - {id: door, x: 0.1, y: 0.2, width: 0.3, height: 0.4}
                                      - {id: all}
                                """)
                        .cameras()
                        .get(0);

        assertThat(gate.views())
                .containsExactly(
                        Map.entry(
                                new CameraId("gate-1.door"),
                                new Region("door", 0.1, 0.2, 0.3, 0.4)),
                        Map.entry(new CameraId("gate-1.all"), new Region("all", 0, 0, 1, 1)));
        assertThat(CameraOptions.of(new CameraId("gate-2"), "clip.mp4").views())
                .containsExactly(Map.entry(new CameraId("gate-2"), Region.WHOLE));
    }

    @Test
    void shouldReportRegionsThatAreNone() {
        assertThat(
                        problems(
                                """
                                cameras:
                                  - {id: a, uri: clip.mp4, regions: [{id: x, x: -0.1}, {x: 0.1}]}
                                  - {id: b, uri: clip.mp4, regions: [{id: x, width: 0}]}
                                  - {id: c, uri: clip.mp4, regions: [{id: x, x: 0.6, width: 0.5}]}
                                  - {id: d, uri: clip.mp4, regions: [{id: x, y: 1}]}
                                  - {id: e, uri: clip.mp4, regions: [{id: x}, {id: x}]}
                                  - {id: f, uri: clip.mp4, regions: [{id: 'x y'}, {id: z, w: 1}]}
                                  - {id: g, uri: clip.mp4, regions: [{id: %s}]}
                                """
                                        .formatted("z".repeat(100))))
                .contains("has 9 problems")
                .contains("cameras[0].regions[0].x: -0.1 must be at least 0")
                .contains("cameras[0].regions[1].id: is missing")
                .contains("cameras[1].regions[0].width: 0 must be at least 0.01")
                .contains(
                        "cameras[2]: width of region x 0.5 must be from 0.01 to 1 - x, as the region"
                                + " must be within the picture")
                .contains("cameras[3]: y of region x 1.0 must be from 0 to below 1")
                .contains("cameras[4]: id of region x must not be that of an earlier one")
                .contains("cameras[5].regions[0].id: 'x y' must be 1 to 100 letters")
                .contains("cameras[5].regions[1].w: unknown key, must be one of id, x, y,")
                .contains("cameras[6]: camera id 'g.zz")
                .contains("' must be 1 to 100 letters");
    }

    @Test
    void shouldReportIdsThatTwoCamerasWouldHave() throws Exception {
        assertThat(
                        problems(
                                """
                                cameras:
                                  - {id: gate-1, uri: clip.mp4, regions: [{id: door}]}
                                  - {id: gate-1.door, uri: clip.mp4}
                                  - {id: a, uri: clip.mp4, regions: [{id: b.c}]}
                                  - {id: a.b, uri: clip.mp4, regions: [{id: c}], paused: true}
                                """))
                .contains("has 2 problems")
                .contains(
                        "cameras[1]: id 'gate-1.door' of camera gate-1.door or its views must not be"
                                + " that of camera gate-1 or its views")
                .contains(
                        "cameras[3]: id 'a.b.c' of camera a.b or its views must not be that of camera"
                                + " a or its views");
    }

    @Test
    void shouldWantACamera() {
        assertThat(problems("kafka: {}"))
                .contains("has 1 problem:\n  cameras: must have at least one element");
    }

    private IngestOptions read(String yaml) throws ConfigurationException {
        return IngestOptions.of(Configuration.parse("test.yaml", yaml), ENVIRONMENT);
    }

    private String problems(String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(yaml)).getMessage();
    }
}

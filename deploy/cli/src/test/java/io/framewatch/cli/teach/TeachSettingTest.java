package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.CameraId;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.Fit;
import io.framewatch.ingest.capture.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachSettingTest {

    @TempDir private Path folder;

    @Test
    void shouldCaptureAsTheCameraDoesAndKnowKafkaAndTheModel() throws Exception {
        TeachSetting setting =
                read(
                        """
                        kafka: {bootstrap-servers: "host:9092", topic-prefix: site-a.}
                        model: {uri: /models/gate}
                        cameras:
                          - {id: yard, uri: "testsrc:"}
                          - {id: gate, uri: "rtsp://host/x", fit: letterbox, encoding: rgb, fps: 2}
                        """);

        assertThat(setting.camera().frames().fit()).isEqualTo(Fit.LETTERBOX);
        assertThat(setting.camera().frames().encoding()).isEqualTo(FrameEncoding.RGB);
        assertThat(setting.camera().frames().fps()).isEqualTo(2);
        assertThat(setting.kafka().orElseThrow().topic("frames")).isEqualTo("site-a.frames");
        assertThat(setting.model()).contains(Path.of("/models/gate"));
    }

    @Test
    void shouldCaptureAViewAsItsCameraDoes() throws Exception {
        TeachSetting setting =
                read(
                        """
                        cameras:
                          - id: yard
                            uri: "testsrc:"
                            fit: stretch
                            regions: [{id: door}, {id: gate, width: 0.5}]
                        """,
                        "yard.gate");

        assertThat(setting.view()).isEqualTo(new CameraId("yard.gate"));
        assertThat(setting.camera().frames().fit()).isEqualTo(Fit.STRETCH);
        assertThat(setting.camera().views())
                .containsExactly(
                        Map.entry(new CameraId("yard.gate"), new Region("gate", 0, 0, 0.5, 1)));
        assertThatThrownBy(
                        () ->
                                read(
                                        "cameras: [{id: gate, uri: c.mp4, regions: [{id: all}]}]",
                                        "gate"))
                .hasMessageContaining("cameras: must have the camera or view 'gate'");
    }

    @Test
    void shouldTakeACameraOfAnotherFile() throws Exception {
        assertThat(read("model: {uri: m}").camera().frames().fit()).isEqualTo(Fit.CROP);
    }

    @Test
    void shouldRefuseACameraThatTheFileDoesNotHave() {
        assertThatThrownBy(() -> read("cameras: [{id: yard, uri: \"testsrc:\"}]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cameras: must have the camera or view 'gate'");
    }

    private TeachSetting read(String yaml) throws Exception {
        return read(yaml, "gate");
    }

    private TeachSetting read(String yaml, String camera) throws Exception {
        Path file = Files.writeString(folder.resolve("gates.yaml"), yaml);
        return TeachSetting.read(file, camera);
    }
}

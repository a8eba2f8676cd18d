package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Interruption;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: broker, Flink, model and cameras are real. */
@Timeout(180)
class DemoITCase {

    private static final String RTSP_SERVER =
            "../../ingest/camera-ingest/src/test/resources/rtsp-server.py";

    @TempDir private Path folder;

    @Test
    void shouldAccountForEveryFrameOfTheClips() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--duration", "12s")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();

            JsonNode summary = demo.summary();
            assertThat(summary.at("/unaccounted").longValue()).isZero();
            assertThat(summary.at("/cameras")).hasSize(2);
            assertThat(summary.at("/cameras/0/classified").longValue()).isPositive();
            assertThat(summary.at("/cameras/1/classified").longValue()).isPositive();
            assertThat(summary.at("/skipped").longValue()).isPositive();
            assertThat(summary.at("/deadLettered").longValue()).isZero();
            assertThat(demo.output())
                    .contains("roadside")
                    .doesNotContain("UNTRAINED")
                    .contains("unaccounted 0");
            // She comes in after six seconds.
            assertThat(demo.output())
                    .containsPattern("ALERT started +room +rule person +person (0\\.9|1\\.0)");
            assertThat(demo.remains()).isEmpty();
            assertThat(folder.resolve("state/framewatch/demo.log")).exists();
        }
    }

    @Test
    void shouldAccountForEveryFrameThatIsShed() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--duration=6s", "--max-age=1ms")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();

            JsonNode summary = demo.summary();
            assertThat(summary.at("/unaccounted").longValue()).isZero();
            assertThat(summary.at("/cameras/0/shed").longValue()).isPositive();
            assertThat(summary.at("/cameras/1/shed").longValue()).isPositive();
            assertThat(summary.at("/shed").longValue() + summary.at("/classified").longValue())
                    .isEqualTo(summary.at("/published").longValue());
        }
    }

    @Test
    void shouldEndInOrderWhenInterruptedAndLeaveNoFiles() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder)) {
            demo.await("road +live .* [1-9][0-9]+ .*");

            demo.interrupt();

            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(Interruption.EXIT_CODE);
            assertThat(demo.output()).contains("unaccounted 0").doesNotContain("halting");
            assertThat(demo.remains()).isEmpty();
        }
    }

    @Test
    void shouldEndAtOnceWhenInterruptedWhileItStartsAndLeaveNoFiles() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder)) {
            demo.await(".* Model .*");

            demo.interrupt();

            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(Interruption.EXIT_CODE);
            assertThat(demo.output()).doesNotContain("Job", "halting");
            assertThat(demo.remains()).isEmpty();
        }
    }

    @Test
    void shouldRunOnWithoutTheCamerasThatFail() throws Exception {
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--duration=6s",
                        "--camera=good=../distribution/clips/car-detection.mp4",
                        "--camera=absent=/no/such/file.mp4",
                        "--camera=text=pom.xml")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();

            assertThat(demo.output().lines())
                    .anyMatch(line -> line.matches("camera absent failed: .*no such file.*"))
                    .anyMatch(line -> line.matches("camera text failed: .*"));
            assertThat(demo.summary().at("/cameras/0/classified").longValue()).isPositive();
            assertThat(demo.summary().at("/cameras/1/captured").longValue()).isZero();
        }
    }

    @Test
    void shouldNameEveryWrongCameraBeforeAnythingStarts() throws Exception {
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--camera=a b=clip.mp4",
                        "--camera=gate=ftp://user:s3cret@host/clip.mp4")) {
            assertThat(demo.exitCode()).isEqualTo(1);

            assertThat(demo.output())
                    .contains("has 2 problems")
                    .contains("cameras[0].id: 'a b' must be 1 to 100 letters")
                    .contains("cameras[1]: uri 'ftp://***@host/clip.mp4' must be rtsp(s)://")
                    .doesNotContain("s3cret")
                    .doesNotContain("Kafka");
        }
    }

    @Test
    void shouldStartNothingWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DemoProcess demo = DemoProcess.start(folder, "--port=" + taken.getLocalPort())) {
            assertThat(demo.exitCode()).isEqualTo(1);

            assertThat(demo.output())
                    .startsWith("framewatch demo: port " + taken.getLocalPort() + " of 127.0.0.1")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldTakeAModelThatLacksTheLabelsOfItsRulesAndSayWhatIsTrue() throws Exception {
        int port = freePort();
        try (DemoProcess demo = DemoProcess.start(folder, "--port=" + port)) {
            demo.await("Camera room was taught empty, person .*");

            int exitCode = deploy(port, "../distribution/models/imagenette");

            assertThat(exitCode).isZero();
            demo.await(".*  head room/room .*: set aside, .*");
            demo.await(".*  model imagenette 2: active; rules wait for .*car.*");
            demo.await("Labels are those of model imagenette 2, deployed since the start.");
            demo.await("Camera room is without head room: it needs model roadside 1.");
            demo.interrupt();
            assertThat(demo.exitCode()).isEqualTo(Interruption.EXIT_CODE);
            assertThat(demo.output()).contains("unaccounted 0");
        }
    }

    private int deploy(int port, String model) throws Exception {
        Path config = folder.resolve("kafka.yaml");
        Files.writeString(config, "kafka: {bootstrap-servers: '127.0.0.1:%d'}".formatted(port));
        Process deploy =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Framewatch.class.getName(),
                                "model",
                                "deploy",
                                "--config=" + config,
                                "--model=" + Path.of(model).toAbsolutePath().normalize())
                        .inheritIO()
                        .start();
        return deploy.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldWatchAnRtspCameraWithDigestCredentials() throws Exception {
        Process server =
                new ProcessBuilder(
                                "/usr/bin/python3",
                                RTSP_SERVER,
                                "--user=viewer",
                                "--password=s3cret")
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = server.inputReader()) {
            String ready = lines.readLine();
            assertThat(ready).as("the RTSP test server says").startsWith("ready ");
            String uri = "rtsp://viewer:s3cret@127.0.0.1:" + ready.substring(6) + "/camera";
            try (DemoProcess demo =
                    DemoProcess.start(folder, "--duration=8s", "--camera=gate=" + uri)) {
                assertThat(demo.exitCode()).as(demo.output()).isZero();

                assertThat(demo.output()).contains("camera gate live").doesNotContain("s3cret");
                assertThat(demo.summary().at("/cameras/0/classified").longValue()).isPositive();
            }
        } finally {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}

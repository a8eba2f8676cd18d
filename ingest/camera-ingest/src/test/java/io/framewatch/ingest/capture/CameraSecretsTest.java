package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a camera says while it fails, with FFmpeg's log at its most talkative. */
class CameraSecretsTest {

    private static TestingSecrets secrets;

    @BeforeAll
    static void startCamera() throws Exception {
        secrets = new TestingSecrets();
    }

    @AfterAll
    static void stopCamera() {
        secrets.close();
    }

    @ParameterizedTest
    @MethodSource("io.framewatch.ingest.capture.TestingSecrets#failing")
    void shouldNotSayAPassword(String address) throws Exception {
        BlockingQueue<CameraStatus> statuses = new LinkedBlockingQueue<>();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        FfmpegLibrary.load();

        try (TestingLog ffmpeg = new TestingLog(FfmpegLog.class);
                TestingLog log = new TestingLog(CameraCapture.class);
                CameraCapture capture = capture(address, statuses)) {
            capture.start();
            awaitFailure(statuses, said);
            said.addAll(ffmpeg.lines());
            said.addAll(log.lines());
        }

        assertThat(said).hasSizeGreaterThan(1);
        assertThat(String.join("\n", said)).doesNotContain(TestingSecrets.traces());
    }

    private static CameraCapture capture(String address, BlockingQueue<CameraStatus> statuses) {
        return new CameraCapture(
                CameraOptions.of(new CameraId("gate-1"), secrets.address(address)),
                null,
                Map.of(new CameraId("gate-1"), new CameraOutput(new CameraTally(), frame -> {})),
                new CaptureEnvironment(statuses::add));
    }

    private static void awaitFailure(BlockingQueue<CameraStatus> statuses, Queue<String> said)
            throws InterruptedException {
        while (true) {
            CameraStatus status = statuses.poll(20, TimeUnit.SECONDS);
            assertThat(status).isNotNull();
            said.add(status.toString());
            if (List.of(CameraState.RETRYING, CameraState.FAILED).contains(status.state())) {
                return;
            }
        }
    }
}

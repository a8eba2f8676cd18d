package io.framewatch.ingest.metrics;

import static io.framewatch.ingest.metrics.TestingReports.camera;
import static io.framewatch.ingest.metrics.TestingReports.idle;
import static io.framewatch.ingest.metrics.TestingReports.troubled;
import static io.framewatch.ingest.metrics.TestingReports.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.CameraState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    private static final Duration LONG = Duration.ofSeconds(31);

    @ParameterizedTest
    @EnumSource(names = {"CONNECTING", "LIVE", "RETRYING", "FINISHED"})
    void shouldBeOkWhileCamerasAreHandled(CameraState state) {
        Health health = Health.of(worker(camera("gate-1", state, "lost")));

        assertThat(health.isOk()).isTrue();
        assertThat(health.json()).isEqualTo("{\"status\":\"ok\",\"cameras\":1,\"problems\":[]}\n");
    }

    @Test
    void shouldBeOkWithoutCameras() {
        assertThat(Health.of(worker()).isOk()).isTrue();
    }

    @Test
    void shouldNameTheCameraThatWasGivenUp() {
        Health health =
                Health.of(
                        worker(
                                camera("gate-1", CameraState.LIVE, ""),
                                camera("gate-2", CameraState.FAILED, "no such file; given up")));

        assertThat(health.isOk()).isFalse();
        assertThat(health.json())
                .isEqualTo(
                        """
                        {"status":"failing","cameras":2,"problems":[\
                        {"part":"camera gate-2","state":"failed","reason":"no such file; given up"}]}
                        """);
    }

    @Test
    void shouldSayWhyKafkaHasTakenNoFramesForLong() {
        Health health = Health.of(troubled(LONG, camera("gate-1", CameraState.LIVE, "")));

        assertThat(health.json())
                .isEqualTo(
                        """
                        {"status":"failing","cameras":1,"problems":[\
                        {"part":"kafka","state":"takes no frames",\
                        "reason":"it does not answer; it refuses the login"}]}
                        """);
    }

    @Test
    void shouldFailWithoutContactToTheGroup() {
        assertThat(Health.of(worker().withContact(false)).json())
                .isEqualTo(
                        """
                        {"status":"failing","cameras":0,"problems":[\
                        {"part":"group","state":"no contact",\
                        "reason":"its cameras are stopped until Kafka answers"}]}
                        """);
    }

    @Test
    void shouldBePatientWithKafka() {
        WorkerReport worker =
                troubled(Duration.ofSeconds(30), camera("gate-1", CameraState.LIVE, ""));

        assertThat(Health.of(worker).isOk()).isTrue();
    }

    @Test
    void shouldNotMindKafkaWhileNoFrameWaits() {
        assertThat(Health.of(troubled(LONG, idle("gate-1"))).isOk()).isTrue();
    }
}

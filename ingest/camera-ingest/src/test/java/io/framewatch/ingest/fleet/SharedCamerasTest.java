package io.framewatch.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedCamerasTest {

    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId YARD = new CameraId("yard");
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    /** What is done and reported, in order. */
    private final List<String> log = new ArrayList<>();

    private final CameraStates states =
            new CameraStates("worker-1", Clock.fixed(NOW, ZoneOffset.UTC), this::report);
    private final SharedCameras cameras = new SharedCameras(new Captures(), states, log::add);

    @Test
    void shouldCaptureAPartitionAsItIsAtItsEnd() {
        cameras.assigned(List.of(3));
        cameras.received(3, GATE, captured(GATE, 5));
        cameras.received(3, YARD, captured(YARD, 5));
        cameras.received(3, GATE, captured(GATE, 2));
        cameras.removed(3, YARD);
        assertThat(log).isEmpty();

        cameras.start(3, Map.of(GATE, 41L));

        assertThat(log).containsExactly("start gate 2.0 fps above 41");
    }

    @Test
    void shouldFollowEachChange() {
        started(3, Map.of());

        cameras.received(3, GATE, captured(GATE, 5));
        cameras.received(3, GATE, captured(GATE, 5));
        cameras.received(3, GATE, captured(GATE, 2));
        cameras.received(3, GATE, new Desired.Paused());
        cameras.received(3, GATE, captured(GATE, 2));
        cameras.removed(3, GATE);
        cameras.removed(3, GATE);

        assertThat(log)
                .containsExactly(
                        "start gate 5.0 fps above 0",
                        "stop gate",
                        "start gate 2.0 fps above 0",
                        "stop gate",
                        "gate/0 paused",
                        "start gate 2.0 fps above 0",
                        "stop gate",
                        "gate/0 removed");
    }

    @Test
    void shouldRefuseWhatCannotBeCapturedAndGoOnWithTheOthers() {
        cameras.assigned(List.of(3));
        cameras.received(
                3,
                GATE,
                Desired.of(
                        "gate",
                        new Camera(GATE, false, List.of(), Map.of("uri", "ftp://a/b", "fsp", 3))));
        cameras.received(3, YARD, captured(YARD, 5));

        cameras.start(3, Map.of(GATE, 41L));

        assertThat(log).hasSize(3);
        assertThat(log.get(0))
                .startsWith("gate/41 refused: fsp: unknown key, must be one of id, uri,")
                .contains("; uri 'ftp://a/b' must be rtsp(s)://");
        assertThat(log.get(1)).startsWith("camera gate refused: fsp: unknown key");
        assertThat(log.get(2)).isEqualTo("start yard 5.0 fps above 0");
    }

    @Test
    void shouldRefuseACameraWithoutItsLogin() {
        started(3, Map.of());

        cameras.received(
                3,
                GATE,
                Desired.of(
                        "gate",
                        new Camera(
                                GATE,
                                false,
                                List.of(),
                                Map.of("uri", "rtsp://10.0.0.5/", "credentials", "gate"))));

        assertThat(log)
                .containsExactly(
                        "gate/0 refused: no login gate", "camera gate refused: no login gate");
    }

    @Test
    void shouldRefuseARecordUnderAnotherKey() {
        assertThat(Desired.of("yard", camera(GATE, 5)))
                .isEqualTo(new Desired.Refused("id 'gate' must be the record's key"));
    }

    @Test
    void shouldRefuseARecordWithAPasswordAndNotShowIt() {
        for (String uri :
                List.of(
                        "rtsp://admin:s3cret@10.0.0.5/",
                        "rtsp://10.0.0.5/?user=admin&password=s3cret")) {
            Desired desired =
                    Desired.of("gate", new Camera(GATE, false, List.of(), Map.of("uri", uri)));

            assertThat(desired)
                    .isInstanceOf(Desired.Refused.class)
                    .asString()
                    .contains("uri must not hold a user name or a password: list them in")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void shouldStopACameraWhoseRecordIsBad() {
        started(3, Map.of());
        cameras.received(3, GATE, captured(GATE, 5));
        log.clear();

        cameras.received(3, GATE, new Desired.Refused("bad"));

        assertThat(log)
                .containsExactly("stop gate", "gate/0 refused: bad", "camera gate refused: bad");
    }

    @Test
    void shouldReportACameraThatItLetsGoAndNotOneThatItLost() {
        started(3, Map.of(GATE, 41L));
        cameras.received(3, GATE, captured(GATE, 5));
        started(4, Map.of());
        cameras.received(4, YARD, captured(YARD, 5));
        log.clear();

        cameras.revoked(List.of(3));
        cameras.lost(List.of(4));
        cameras.lost(List.of(4));

        assertThat(log).containsExactly("stop gate", "gate/41 stopped", "stop yard");
        assertThat(cameras.count()).isZero();
    }

    @Test
    void shouldCaptureNothingOfAPartitionThatLeavesBeforeItsEndWasRead() {
        cameras.assigned(List.of(3));
        cameras.received(3, GATE, captured(GATE, 5));

        cameras.revoked(List.of(3));

        assertThat(log).isEmpty();
    }

    @Test
    void shouldStopWithoutContactAndGoOnWithIt() {
        started(3, Map.of());
        cameras.received(3, GATE, captured(GATE, 5));
        states.captured(new CameraStatus(GATE, 77, CameraState.LIVE, ""));
        cameras.assigned(List.of(4));
        cameras.received(4, YARD, captured(YARD, 5));
        log.clear();

        cameras.suspend();
        states.captured(new CameraStatus(GATE, 77, CameraState.RETRYING, "late"));
        cameras.start(4, Map.of());

        assertThat(log).containsExactly("stop gate");
        cameras.resume();
        assertThat(log)
                .containsExactly(
                        "stop gate", "start gate 5.0 fps above 77", "start yard 5.0 fps above 0");
    }

    @Test
    void shouldReportWhatCapturesSayWhileTheyAreItsOwn() {
        started(3, Map.of(GATE, 41L));
        cameras.received(3, GATE, captured(GATE, 5));
        log.clear();

        states.captured(new CameraStatus(GATE, 41, CameraState.CONNECTING, ""));
        states.captured(new CameraStatus(GATE, 42, CameraState.LIVE, ""));
        states.captured(
                new CameraStatus(
                        GATE,
                        42,
                        CameraState.LIVE,
                        Optional.of(CameraView.COVERED),
                        "the view is covered"));
        states.captured(new CameraStatus(GATE, 41, CameraState.RETRYING, "an older capture"));
        states.captured(new CameraStatus(GATE, 42, CameraState.STOPPED, ""));
        states.captured(new CameraStatus(YARD, 42, CameraState.LIVE, "not its own"));
        cameras.revoked(List.of(3));
        states.captured(new CameraStatus(GATE, 43, CameraState.LIVE, "too late"));

        assertThat(log)
                .containsExactly(
                        "gate/41 connecting",
                        "gate/42 live",
                        "gate/42 live COVERED: the view is covered",
                        "stop gate",
                        "gate/42 stopped");
    }

    private void started(int partition, Map<CameraId, Long> lastRuns) {
        cameras.assigned(List.of(partition));
        cameras.start(partition, lastRuns);
    }

    private void report(CameraStatusReport report) {
        assertThat(report.worker()).isEqualTo("worker-1");
        assertThat(report.since()).isEqualTo(NOW);
        String state = report.state().name().toLowerCase(Locale.ROOT);
        CameraView view = report.condition().view();
        String reason = report.condition().reason();
        log.add(
                "%s/%d %s%s%s"
                        .formatted(
                                report.camera(),
                                report.run(),
                                state,
                                view == null ? "" : " " + view,
                                reason == null ? "" : ": " + reason));
    }

    private static Desired captured(CameraId id, double fps) {
        return Desired.of(id.value(), camera(id, fps));
    }

    private static Camera camera(CameraId id, double fps) {
        return new Camera(id, false, List.of("yard"), Map.of("uri", "testsrc:", "fps", fps));
    }

    private final class Captures implements SharedCameras.Captures {

        @Override
        public void start(CameraOptions camera, long lastRun) {
            if (camera.video().access().credentials() != null) {
                throw new IllegalArgumentException(
                        "no login " + camera.video().access().credentials());
            }
            log.add(
                    "start %s %s fps above %d"
                            .formatted(camera.id(), camera.frames().fps(), lastRun));
        }

        @Override
        public void stop(CameraId camera) {
            log.add("stop " + camera);
        }
    }
}

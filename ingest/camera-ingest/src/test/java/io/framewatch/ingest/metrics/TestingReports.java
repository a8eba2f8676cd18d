package io.framewatch.ingest.metrics;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CaptureReport;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.LedgerReport;
import io.framewatch.ingest.publish.PublisherReport;
import io.framewatch.ingest.publish.SkipReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workers in states that tests name. */
final class TestingReports {

    private static final PublisherReport KAFKA_UP = new PublisherReport(List.of(), Duration.ZERO);

    private TestingReports() {}

    static WorkerReport worker(CameraReport... cameras) {
        return new WorkerReport(List.of(cameras), KAFKA_UP, new LedgerReport(true, 12), true, 2);
    }

    /** A worker whose Kafka takes no frames. */
    static WorkerReport troubled(Duration troubledFor, CameraReport... cameras) {
        PublisherReport kafka =
                new PublisherReport(
                        List.of("it does not answer", "it refuses the login"), troubledFor);
        return new WorkerReport(List.of(cameras), kafka, new LedgerReport(false, 12), true, 2);
    }

    static CameraReport camera(String id, CameraState state, String message) {
        return new CameraReport(
                new CameraId(id),
                new CaptureReport(state, message, Optional.empty(), 1_795_000_000_123L, 3, 1),
                Map.of(
                        new CameraId(id),
                        new CameraCounts(
                                100,
                                Map.of(SkipReason.RATE, 60L),
                                Map.of(DropReason.SLOW_BROKER, 5L, DropReason.DAMAGED, 1L),
                                30,
                                4)),
                Duration.ofMillis(1250));
    }

    /** The same camera, whose view is checked. */
    static CameraReport showing(CameraView view, CameraReport camera) {
        CaptureReport capture = camera.capture();
        return new CameraReport(
                camera.cameraId(),
                new CaptureReport(
                        capture.state(),
                        capture.message(),
                        Optional.of(view),
                        capture.run(),
                        capture.reconnects(),
                        capture.abandonedCalls()),
                camera.counts(),
                camera.sinceFrame());
    }

    /** A camera none of whose frames waits for Kafka. */
    static CameraReport idle(String id) {
        CameraReport camera = camera(id, CameraState.LIVE, "");
        CameraCounts counts = new CameraCounts(30, Map.of(), Map.of(), 30, 0);
        return new CameraReport(
                camera.cameraId(),
                camera.capture(),
                Map.of(camera.cameraId(), counts),
                camera.sinceFrame());
    }

    /** A camera with regions, none of whose frames waits for Kafka. */
    static CameraReport views(String id, String... regions) {
        CameraReport camera = camera(id, CameraState.LIVE, "");
        CameraCounts counts = new CameraCounts(30, Map.of(), Map.of(), 30, 0);
        Map<CameraId, CameraCounts> views = new HashMap<>();
        for (String region : regions) {
            views.put(new CameraId(id + "." + region), counts);
        }
        return new CameraReport(camera.cameraId(), camera.capture(), views, camera.sinceFrame());
    }
}

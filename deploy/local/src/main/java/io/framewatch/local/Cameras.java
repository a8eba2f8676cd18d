package io.framewatch.local;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.page.live.LiveView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The cameras of the demo: what ingest says of each and what the job answers, side by side. */
final class Cameras implements IngestListener {

    private final List<CameraOptions> cameras;
    private final Results results;
    private final Legend legend;
    private final TerminalView view;
    private final LiveView page;
    private final Map<CameraId, CameraState> states = new ConcurrentHashMap<>();

    Cameras(
            List<CameraOptions> cameras,
            Results results,
            Legend legend,
            TerminalView view,
            LiveView page) {
        this.cameras = List.copyOf(cameras);
        this.results = results;
        this.legend = legend;
        this.view = view;
        this.page = page;
    }

    @Override
    public void onCamera(CameraStatus status) {
        states.put(status.cameraId(), status.state());
        view.line(status.toString());
        page.status(report(status));
    }

    /** What a worker of a fleet would write to the topic of states. */
    private static CameraStatusReport report(CameraStatus status) {
        return new CameraStatusReport(
                status.cameraId(),
                status.run(),
                new CameraStatusReport.Condition(
                        CameraStatusReport.State.valueOf(status.state().name()),
                        status.view().orElse(null),
                        status.message().isEmpty() ? null : status.message()),
                "demo",
                Instant.now());
    }

    @Override
    public void onKafka(String line) {
        view.line(line);
    }

    /** Whether no camera will give another picture. */
    boolean areFinished() {
        return cameras.stream().allMatch(camera -> state(camera).isFinal());
    }

    /** Shows new alerts and the table. */
    void show(Duration elapsed) {
        Instant now = Instant.now();
        results.takeAlerts().forEach(view::alert);
        List<CameraRow> rows = cameras.stream().map(camera -> row(camera, now)).toList();
        List<Classification> latest =
                cameras.stream()
                        .flatMap(camera -> results.of(camera.id(), now).latest().stream())
                        .toList();
        view.cameras(rows, legend.lines(latest), elapsed, now);
    }

    /** What became of every frame. */
    Summary summary(Map<CameraId, CameraCounts> counts) {
        List<Summary.Camera> rows =
                cameras.stream().map(camera -> summary(camera, counts.get(camera.id()))).toList();
        return Summary.of(rows, results.alerts(), results.latency());
    }

    private CameraRow row(CameraOptions camera, Instant now) {
        return new CameraRow(
                camera.id().value(),
                state(camera),
                camera.frames().fps(),
                results.of(camera.id(), now));
    }

    private CameraState state(CameraOptions camera) {
        return states.getOrDefault(camera.id(), CameraState.CONNECTING);
    }

    private Summary.Camera summary(CameraOptions camera, CameraCounts counts) {
        CameraResults.Snapshot snapshot = results.of(camera.id(), Instant.now());
        return new Summary.Camera(
                camera.id().value(),
                camera.frames().fps(),
                snapshot.captureFps(),
                new FrameCounts(
                        new FrameCounts.Ingested(
                                counts.captured(),
                                counts.skippedTotal(),
                                counts.droppedTotal(),
                                counts.published()),
                        snapshot.answered()));
    }
}

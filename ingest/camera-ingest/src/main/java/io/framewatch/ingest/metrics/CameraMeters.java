package io.framewatch.ingest.metrics;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.SkipReason;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics of one camera, registered until they are closed. Not thread-safe. */
final class CameraMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final CameraId camera;
    private final List<Meter> meters = new ArrayList<>();
    private CameraReport latest;

    CameraMeters(MeterRegistry registry, CameraReport first) {
        this.registry = registry;
        this.camera = first.cameraId();
        this.latest = first;
        first.counts().keySet().forEach(this::registerCounts);
        registerCapture();
    }

    /** Whether a report is of a camera with the same views. */
    boolean fits(CameraReport report) {
        return latest.counts().keySet().equals(report.counts().keySet());
    }

    /** The values from now on; the report must fit. */
    void update(CameraReport report) {
        latest = report;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    /** All reasons are there from the beginning, so that a first one is an increase. */
    private void registerCounts(CameraId view) {
        count(view, IngestMetric.CAPTURED, CameraCounts::captured);
        for (SkipReason reason : SkipReason.values()) {
            count(
                    view,
                    IngestMetric.SKIPPED,
                    counts -> counts.skipped().getOrDefault(reason, 0L),
                    reason.toString());
        }
        for (DropReason reason : DropReason.values()) {
            count(
                    view,
                    IngestMetric.DROPPED,
                    counts -> counts.dropped().getOrDefault(reason, 0L),
                    reason.toString());
        }
        count(view, IngestMetric.PUBLISHED, CameraCounts::published);
        count(view, IngestMetric.PENDING, CameraCounts::pending);
    }

    private void registerCapture() {
        for (CameraState state : CameraState.values()) {
            add(
                    IngestMetric.CAMERA_STATE,
                    report -> report.capture().state() == state ? 1 : 0,
                    state.name().toLowerCase(Locale.ROOT));
        }
        if (latest.capture().view().isPresent()) {
            registerView();
        }
        add(IngestMetric.RUN, report -> report.capture().run());
        add(IngestMetric.RECONNECTS, report -> report.capture().reconnects());
        add(IngestMetric.ABANDONED_CALLS, report -> report.capture().abandonedCalls());
        add(IngestMetric.FRAME_AGE, report -> report.sinceFrame().toMillis() / 1000.0);
    }

    private void registerView() {
        for (CameraView view : CameraView.values()) {
            add(
                    IngestMetric.CAMERA_VIEW,
                    report -> report.capture().view().equals(Optional.of(view)) ? 1 : 0,
                    view.name().toLowerCase(Locale.ROOT));
        }
    }

    private void count(
            CameraId view,
            IngestMetric metric,
            ToDoubleFunction<CameraCounts> value,
            String... more) {
        register(
                metric,
                report -> value.applyAsDouble(report.counts().get(view)),
                labels(view, more));
    }

    private void add(IngestMetric metric, ToDoubleFunction<CameraReport> value, String... more) {
        register(metric, value, labels(camera, more));
    }

    private static String[] labels(CameraId camera, String... more) {
        return Stream.concat(Stream.of(camera.value()), Stream.of(more)).toArray(String[]::new);
    }

    private void register(
            IngestMetric metric, ToDoubleFunction<CameraReport> value, String... values) {
        meters.add(
                metric.register(
                        registry, this, meters -> value.applyAsDouble(meters.latest), values));
    }
}

package io.framewatch.ingest.metrics;

import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.SkipReason;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics of one camera, registered until they are closed. Not thread-safe. */
final class CameraMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final String camera;
    private final List<Meter> meters = new ArrayList<>();
    private CameraReport latest;

    CameraMeters(MeterRegistry registry, CameraReport first) {
        this.registry = registry;
        this.camera = first.cameraId().value();
        this.latest = first;
        registerCounts();
        registerCapture();
    }

    /** The values from now on. */
    void update(CameraReport report) {
        latest = report;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    /** All reasons are there from the beginning, so that a first one is an increase. */
    private void registerCounts() {
        count(IngestMetric.CAPTURED, CameraCounts::captured);
        for (SkipReason reason : SkipReason.values()) {
            count(
                    IngestMetric.SKIPPED,
                    counts -> counts.skipped().getOrDefault(reason, 0L),
                    reason.toString());
        }
        for (DropReason reason : DropReason.values()) {
            count(
                    IngestMetric.DROPPED,
                    counts -> counts.dropped().getOrDefault(reason, 0L),
                    reason.toString());
        }
        count(IngestMetric.PUBLISHED, CameraCounts::published);
        count(IngestMetric.PENDING, CameraCounts::pending);
    }

    private void registerCapture() {
        for (CameraState state : CameraState.values()) {
            add(
                    IngestMetric.CAMERA_STATE,
                    report -> report.capture().state() == state ? 1 : 0,
                    state.name().toLowerCase(Locale.ROOT));
        }
        add(IngestMetric.RUN, report -> report.capture().run());
        add(IngestMetric.RECONNECTS, report -> report.capture().reconnects());
        add(IngestMetric.ABANDONED_CALLS, report -> report.capture().abandonedCalls());
        add(IngestMetric.FRAME_AGE, report -> report.sinceFrame().toMillis() / 1000.0);
    }

    private void count(IngestMetric metric, ToDoubleFunction<CameraCounts> value, String... more) {
        add(metric, report -> value.applyAsDouble(report.counts()), more);
    }

    private void add(IngestMetric metric, ToDoubleFunction<CameraReport> value, String... more) {
        String[] values = new String[1 + more.length];
        values[0] = camera;
        System.arraycopy(more, 0, values, 1, more.length);
        meters.add(
                metric.register(
                        registry, this, meters -> value.applyAsDouble(meters.latest), values));
    }
}

package io.framewatch.ingest.metrics;

import io.framewatch.event.CameraId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The metrics of a worker in the text form that Prometheus reads. All values of a page are of one
 * moment, so those of a camera add up. A camera that is gone leaves none behind. Thread-safe.
 */
final class MetricsPage {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<CameraId, CameraMeters> cameras = new HashMap<>();
    private WorkerReport latest;

    MetricsPage() {
        add(IngestMetric.CAMERAS, worker -> worker.cameras().size());
        add(IngestMetric.HANGING_CALLS, WorkerReport::hangingCalls);
        add(IngestMetric.GROUP_CONTACT, worker -> worker.inContact() ? 1 : 0);
        add(IngestMetric.KAFKA_UP, worker -> worker.publisher().isUp() ? 1 : 0);
        add(IngestMetric.LEDGER_UP, worker -> worker.ledger().up() ? 1 : 0);
        add(IngestMetric.LEDGER_ENTRIES, worker -> worker.ledger().entries());
    }

    /** The page of this moment, in ASCII but for what the ids of cameras hold. */
    synchronized String text(WorkerReport worker) {
        latest = worker;
        Map<CameraId, CameraReport> present =
                worker.cameras().stream()
                        .collect(Collectors.toMap(CameraReport::cameraId, Function.identity()));
        cameras.entrySet().removeIf(known -> closeIfGone(known, present));
        present.forEach(this::update);
        return registry.scrape();
    }

    private boolean closeIfGone(
            Map.Entry<CameraId, CameraMeters> known, Map<CameraId, CameraReport> present) {
        CameraReport report = present.get(known.getKey());
        if (report != null && known.getValue().fits(report)) {
            return false;
        }
        known.getValue().close();
        return true;
    }

    private void update(CameraId cameraId, CameraReport report) {
        cameras.computeIfAbsent(cameraId, id -> new CameraMeters(registry, report)).update(report);
    }

    private void add(IngestMetric metric, ToDoubleFunction<WorkerReport> value) {
        metric.register(registry, this, page -> value.applyAsDouble(page.latest));
    }
}

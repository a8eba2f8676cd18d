package io.framewatch.ingest.metrics;

import static io.framewatch.ingest.metrics.TestingReports.camera;
import static io.framewatch.ingest.metrics.TestingReports.troubled;
import static io.framewatch.ingest.metrics.TestingReports.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraView;
import io.framewatch.ingest.capture.CameraState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final Path DOCUMENT = Path.of("../../docs/metrics.md");

    private final MetricsPage page = new MetricsPage();

    @Test
    void shouldWriteTheExactPage() {
        String text = page.text(worker(camera("gate-1", CameraState.RETRYING, "lost")));

        assertThat(text)
                .isEqualTo(
                        """
                        # HELP framewatch_ingest_abandoned_calls_total calls into FFmpeg that did \
                        not return and were abandoned
                        # TYPE framewatch_ingest_abandoned_calls_total counter
                        framewatch_ingest_abandoned_calls_total{camera="gate-1"} 1.0
                        # HELP framewatch_ingest_camera_state 1 for the state that the camera is \
                        in, else 0
                        # TYPE framewatch_ingest_camera_state gauge
                        framewatch_ingest_camera_state{camera="gate-1",state="connecting"} 0.0
                        framewatch_ingest_camera_state{camera="gate-1",state="failed"} 0.0
                        framewatch_ingest_camera_state{camera="gate-1",state="finished"} 0.0
                        framewatch_ingest_camera_state{camera="gate-1",state="live"} 0.0
                        framewatch_ingest_camera_state{camera="gate-1",state="retrying"} 1.0
                        framewatch_ingest_camera_state{camera="gate-1",state="stopped"} 0.0
                        # HELP framewatch_ingest_cameras cameras of this worker
                        # TYPE framewatch_ingest_cameras gauge
                        framewatch_ingest_cameras 1.0
                        # HELP framewatch_ingest_captured_total pictures decoded, or left out before
                        # TYPE framewatch_ingest_captured_total counter
                        framewatch_ingest_captured_total{camera="gate-1"} 100.0
                        # HELP framewatch_ingest_dropped_total pictures that were lost
                        # TYPE framewatch_ingest_dropped_total counter
                        framewatch_ingest_dropped_total{camera="gate-1",reason="damaged"} 1.0
                        framewatch_ingest_dropped_total{camera="gate-1",reason="not-encoded"} 0.0
                        framewatch_ingest_dropped_total{camera="gate-1",reason="refused"} 0.0
                        framewatch_ingest_dropped_total{camera="gate-1",reason="slow-broker"} 5.0
                        framewatch_ingest_dropped_total{camera="gate-1",reason="stopped"} 0.0
                        # HELP framewatch_ingest_frame_age_seconds time since the last picture or, \
                        before the first, since the camera was added
                        # TYPE framewatch_ingest_frame_age_seconds gauge
                        framewatch_ingest_frame_age_seconds{camera="gate-1"} 1.25
                        # HELP framewatch_ingest_group_contact 0 if the worker has lost contact to its group, else 1
                        # TYPE framewatch_ingest_group_contact gauge
                        framewatch_ingest_group_contact 1.0
                        # HELP framewatch_ingest_hanging_calls abandoned calls into FFmpeg that have still not returned
                        # TYPE framewatch_ingest_hanging_calls gauge
                        framewatch_ingest_hanging_calls 2.0
                        # HELP framewatch_ingest_kafka_up 1 if Kafka takes frames, else 0
                        # TYPE framewatch_ingest_kafka_up gauge
                        framewatch_ingest_kafka_up 1.0
                        # HELP framewatch_ingest_ledger_entries_total entries written to the ledger
                        # TYPE framewatch_ingest_ledger_entries_total counter
                        framewatch_ingest_ledger_entries_total 12.0
                        # HELP framewatch_ingest_ledger_up 1 if the ledger could be written, else 0
                        # TYPE framewatch_ingest_ledger_up gauge
                        framewatch_ingest_ledger_up 1.0
                        # HELP framewatch_ingest_pending pictures on their way: captured, and not \
                        yet any of the others
                        # TYPE framewatch_ingest_pending gauge
                        framewatch_ingest_pending{camera="gate-1"} 4.0
                        # HELP framewatch_ingest_published_total frames that Kafka confirmed
                        # TYPE framewatch_ingest_published_total counter
                        framewatch_ingest_published_total{camera="gate-1"} 30.0
                        # HELP framewatch_ingest_reconnects_total times that the camera was opened \
                        again
                        # TYPE framewatch_ingest_reconnects_total counter
                        framewatch_ingest_reconnects_total{camera="gate-1"} 3.0
                        # HELP framewatch_ingest_run number of the camera's latest run: when it \
                        began, in milliseconds
                        # TYPE framewatch_ingest_run gauge
                        framewatch_ingest_run{camera="gate-1"} 1.795000000123E12
                        # HELP framewatch_ingest_skipped_total pictures that were not to be \
                        published
                        # TYPE framewatch_ingest_skipped_total counter
                        framewatch_ingest_skipped_total{camera="gate-1",reason="key-frames-only"} 0.0
                        framewatch_ingest_skipped_total{camera="gate-1",reason="rate"} 60.0
                        framewatch_ingest_skipped_total{camera="gate-1",reason="still"} 0.0
                        """);
    }

    @Test
    void shouldTellWhatACameraShowsIfItsViewIsChecked() {
        CameraReport camera = camera("gate-1", CameraState.LIVE, "");
        page.text(worker(TestingReports.showing(CameraView.NORMAL, camera)));

        String text = page.text(worker(TestingReports.showing(CameraView.MOVED, camera)));

        assertThat(text)
                .contains(
                        """
                        # TYPE framewatch_ingest_camera_view gauge
                        framewatch_ingest_camera_view{camera="gate-1",view="blinded"} 0.0
                        framewatch_ingest_camera_view{camera="gate-1",view="covered"} 0.0
                        framewatch_ingest_camera_view{camera="gate-1",view="moved"} 1.0
                        framewatch_ingest_camera_view{camera="gate-1",view="normal"} 0.0
                        """);
    }

    @Test
    void shouldTellWhatIsDown() {
        String text = page.text(troubled(Duration.ofSeconds(1)).withContact(false));

        assertThat(text.lines())
                .contains(
                        "framewatch_ingest_cameras 0.0",
                        "framewatch_ingest_group_contact 0.0",
                        "framewatch_ingest_kafka_up 0.0",
                        "framewatch_ingest_ledger_up 0.0");
    }

    @Test
    void shouldLeaveNothingOfARemovedCamera() {
        page.text(
                worker(
                        camera("gate-1", CameraState.LIVE, ""),
                        camera("gate-2", CameraState.LIVE, "")));

        String text = page.text(worker(camera("gate-2", CameraState.LIVE, "")));

        assertThat(text).doesNotContain("gate-1");
        assertThat(text)
                .isEqualTo(new MetricsPage().text(worker(camera("gate-2", CameraState.LIVE, ""))));
    }

    @Test
    void shouldCountTheFramesOfEachViewAndTellTheStateOfTheCamera() {
        page.text(worker(camera("gate-1", CameraState.LIVE, "")));

        String text = page.text(worker(TestingReports.views("gate-1", "door", "all")));

        assertThat(text.lines())
                .contains(
                        "framewatch_ingest_captured_total{camera=\"gate-1.door\"} 30.0",
                        "framewatch_ingest_captured_total{camera=\"gate-1.all\"} 30.0",
                        "framewatch_ingest_camera_state{camera=\"gate-1\",state=\"live\"} 1.0",
                        "framewatch_ingest_cameras 1.0")
                .noneMatch(
                        line ->
                                line.startsWith(
                                        "framewatch_ingest_captured_total{camera=\"gate-1\""))
                .noneMatch(line -> line.contains("camera=\"gate-1.door\",state"));
    }

    @Test
    void shouldShowACameraAgainThatCameBack() {
        String before = page.text(worker(camera("gate-1", CameraState.LIVE, "")));
        page.text(worker());

        assertThat(page.text(worker(camera("gate-1", CameraState.LIVE, "")))).isEqualTo(before);
    }

    @Test
    void shouldDocumentEveryMetricAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `framewatch_ingest_"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(IngestMetric.values()).map(MetricsPageTest::row).toList());
    }

    private static String row(IngestMetric metric) {
        String kind = metric.isCounter() ? "counter" : "gauge";
        String labels = String.join(", ", metric.labels().stream().map("`%s`"::formatted).toList());
        return "| `%s` | %s | %s | %s |"
                .formatted(metric.exposedName(), kind, labels, metric.meaning())
                .replace("|  |", "| |");
    }
}

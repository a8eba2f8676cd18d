package io.framewatch.page.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.Condition;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.CameraView;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.LabelScore;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEntry.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final LabelScore CAR = new LabelScore("car", 0.9f);

    private final TestingClock clock = new TestingClock();
    private final LiveView view = new LiveView(clock);

    @Test
    void shouldPutTroubleFirstThenAlertsThenTheOthersById() {
        result("d", 1);
        result("c", 1);
        result("b", 1);
        view.status(report("a", State.PAUSED, null, null));
        view.alert(started("c"));
        view.status(report("d", State.RETRYING, null, "connection refused"));

        assertThat(view.rows()).extracting(CameraRow::id).containsExactly("d", "c", "b", "a");
        assertThat(view.rows())
                .extracting(CameraRow::health)
                .containsExactly(Health.TROUBLE, Health.ALERT, Health.LIVE, Health.IDLE);
        assertThat(trouble("d")).isEqualTo("retrying: connection refused");
    }

    @Test
    void shouldCallACameraSilentAfterTenSeconds() {
        result("road", 1);
        clock.advance(Duration.ofSeconds(10));
        assertThat(trouble("road")).isNull();

        clock.advance(Duration.ofSeconds(2));

        assertThat(trouble("road")).isEqualTo("no result for 12 s");
    }

    @Test
    void shouldWaitLongerForACameraWithFewResults() {
        for (int i = 0; i < 40; i++) {
            result("road", i);
            clock.advance(Duration.ofSeconds(5));
        }
        clock.advance(Duration.ofSeconds(10));

        assertThat(trouble("road")).isNull();
    }

    @Test
    void shouldSayThatAPictureShowsNothing() {
        result("road", 1);

        view.status(report("road", State.LIVE, CameraView.COVERED, null));

        assertThat(trouble("road")).isEqualTo("the picture is covered");
    }

    @Test
    void shouldSayWhatTheLedgerMisses() {
        result("road", 1);

        view.ledger(balance("road", 7, 3));
        view.ledger(balance("road", 8, 0));

        assertThat(trouble("road")).isEqualTo("3 frames are unaccounted for");
        assertThat(view.system().frames().unaccounted()).isEqualTo(3);
        view.ledger(balance("road", 7, 0));
        assertThat(trouble("road")).isNull();
    }

    @Test
    void shouldShowThePictureOfTheResultWhicheverComesFirst() {
        view.frame(frame("road", 1));
        result("road", 1);
        assertThat(view.still("road")).map(still -> still.frame().sequence()).contains(1L);

        result("road", 2);
        assertThat(view.still("road")).map(still -> still.frame().sequence()).contains(1L);
        assertThat(view.withoutStill()).hasSize(1);
        view.frame(frame("road", 2));

        assertThat(view.still("road")).map(still -> still.frame().sequence()).contains(2L);
        assertThat(view.withoutStill()).isEmpty();
    }

    @Test
    void shouldShowViewsInsteadOfTheirCamera() {
        view.camera(camera("gate-1", "door"));
        assertThat(view.rows()).extracting(CameraRow::id).containsExactly("gate-1");

        List<String> told = new ArrayList<>();
        view.add(listener(told));
        result("gate-1.door", 1);
        assertThat(told).contains("gate-1 urgent");
        assertThat(view.row("gate-1")).isEmpty();
        view.status(report("gate-1", State.FAILED, null, "wrong password"));

        assertThat(view.rows()).extracting(CameraRow::id).containsExactly("gate-1.door");
        assertThat(trouble("gate-1.door")).isEqualTo("failed: wrong password");
    }

    @Test
    void shouldForgetACameraThatIsRemoved() {
        List<String> told = new ArrayList<>();
        view.camera(camera("gate-1"));
        result("gate-1", 1);
        view.add(listener(told));

        view.removed("gate-1");

        assertThat(view.rows()).isEmpty();
        assertThat(told).contains("gate-1 urgent");
    }

    @Test
    void shouldNotShowARemovedCameraAgainForItsLastResults() {
        view.camera(camera("gate-1"));
        view.removed("gate-1");
        view.status(report("gate-1", State.REMOVED, null, null));

        result("gate-1", 1);

        assertThat(view.rows()).isEmpty();
        assertThat(view.row("gate-1")).isEmpty();
    }

    @Test
    void shouldNotShowARegionThatItsCameraNoLongerHas() {
        view.camera(camera("gate-1", "door", "drive"));
        result("gate-1.door", 1);
        result("gate-1.drive", 1);
        assertThat(view.rows())
                .extracting(CameraRow::id)
                .containsExactly("gate-1.door", "gate-1.drive");

        view.camera(camera("gate-1", "drive"));

        assertThat(view.rows()).extracting(CameraRow::id).containsExactly("gate-1.drive");
    }

    @Test
    void shouldTellOfAChangeOfHealthAtOnceAndOfResultsInTheirTurn() {
        List<String> told = new ArrayList<>();
        result("road", 1);
        view.add(listener(told));

        result("road", 2);
        view.alert(started("road"));
        result("road", 3);

        assertThat(told).containsExactly("road", "alert car/road/1/1", "road urgent", "road");
    }

    @Test
    void shouldIgnoreAnEndedAlertThatIsRepeated() {
        Alert started = started("road");
        view.alert(started);
        view.alert(ended(started));

        view.alert(started);

        assertThat(view.alerts()).hasSize(1);
        assertThat(view.alerts().get(0).span().to()).isNotNull();
    }

    @Test
    void shouldShowTheLatestMarkOfAnAlert() {
        Alert alert = started("road");
        view.mark(mark(alert, AlertMark.Verdict.RIGHT));
        view.alert(alert);
        view.mark(mark(alert, AlertMark.Verdict.WRONG));

        assertThat(view.alerts().get(0).mark()).isEqualTo("wrong");
    }

    private void result(String camera, long sequence) {
        view.result(Results.of(camera, clock.instant(), sequence, CAR));
    }

    private String trouble(String camera) {
        return view.row(camera).orElseThrow().condition().trouble();
    }

    private static LiveListener listener(List<String> told) {
        return new LiveListener() {
            @Override
            public void camera(String id, boolean urgent) {
                told.add(urgent ? id + " urgent" : id);
            }

            @Override
            public void alert(String id) {
                told.add("alert " + id);
            }
        };
    }

    private CameraStatusReport report(String camera, State state, CameraView shown, String why) {
        return new CameraStatusReport(
                new CameraId(camera), 1, new Condition(state, shown, why), "w", clock.instant());
    }

    private static Camera camera(String id, String... regions) {
        return Camera.of(
                Map.of(
                        "id",
                        id,
                        "uri",
                        "rtsp://10.0.0.5/stream",
                        "regions",
                        Stream.of(regions).map(region -> Map.of("id", region)).toList()));
    }

    private Alert started(String camera) {
        return new Alert(
                "car/" + camera + "/1/1",
                new Alert.Trigger("car", null, new CameraId(camera), "car"),
                Alert.Change.started(clock.instant(), clock.instant()),
                Alert.Peak.NONE);
    }

    private Alert ended(Alert alert) {
        Instant from = alert.change().from();
        return new Alert(
                alert.id(),
                alert.trigger(),
                Alert.Change.ended(from, from.plusSeconds(2), from.plusSeconds(2)),
                Alert.Peak.NONE);
    }

    private AlertMark mark(Alert alert, AlertMark.Verdict verdict) {
        return new AlertMark(alert.id(), "car", alert.trigger().camera(), verdict, clock.instant());
    }

    private LedgerEntry balance(String camera, long run, long unaccounted) {
        return new LedgerEntry(
                new CameraId(camera),
                run,
                new LedgerEntry.Ingested(10, Map.of(), Map.of(), 10, 0),
                new LedgerEntry.Answered(10 - unaccounted, 0, Map.of()),
                new LedgerEntry.Balance(0, unaccounted, 0, 0, RunState.RUNNING),
                clock.instant());
    }

    private Frame frame(String camera, long sequence) {
        return new Frame(
                new FrameId(new CameraId(camera), 1, sequence),
                clock.instant(),
                0,
                new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[] {1}));
    }

    private static final class TestingClock extends Clock {

        private Instant now = Instant.parse("2026-11-28T10:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

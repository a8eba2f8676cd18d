package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results =
            new Results(List.of(new CameraId("road"), new CameraId("room")));

    @Test
    void shouldCountARepeatedResultOnce() {
        add("road", 1);
        add("road", 2);
        add("road", 1);
        add("room", 1);

        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(2);
        assertThat(results.of(new CameraId("room"), Samples.START).answered().classified())
                .isEqualTo(1);
    }

    @Test
    void shouldCountAFrameOnceWhetherItWasClassifiedOrShed() {
        results.add(Samples.shed("road", 1));
        results.add(Samples.shed("road", 1));
        add("road", 1);
        add("road", 2);
        results.add(Samples.shed("road", 2));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().shed()).isEqualTo(1);
        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(1);
    }

    @Test
    void shouldCountARepeatedDeadLetterOnce() {
        results.add("road", Samples.deadLetter("road", 1));
        results.add("road", Samples.deadLetter("road", 1));
        results.add("road", Samples.deadLetter("road", 2));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().deadLettered())
                .isEqualTo(2);
    }

    @Test
    void shouldCountAFrameOnceWhicheverAnswerComesFirst() {
        results.add("road", Samples.deadLetter("road", 1));
        add("road", 1);
        results.add(Samples.shed("road", 1));
        add("road", 2);
        results.add("road", Samples.deadLetter("road", 2));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().deadLettered())
                .isEqualTo(1);
        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(1);
        assertThat(results.of(new CameraId("road"), Samples.START).answered().shed()).isZero();
    }

    @Test
    void shouldNotCountAnswersAboutOtherCameras() throws Exception {
        add("elsewhere", 1);
        results.add(null, Samples.deadLetter("road", 1));
        results.add("elsewhere", Samples.deadLetter("road", 2));
        add("road", 1);
        add("road", 2);

        results.await(2, Duration.ofMinutes(1));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(2);
    }

    @Test
    void shouldTakeResultsOfAnyTime() {
        results.add(Samples.resultAt(Instant.MIN, "road", 1), Samples.START);
        results.add(Samples.resultAt(Instant.MAX, "road", 2), Samples.START);

        CameraResults.Snapshot road = results.of(new CameraId("road"), Samples.START);

        assertThat(road.answered().classified()).isEqualTo(2);
        assertThat(road.captureFps()).isBetween(0.0, 1e-9);
    }

    @Test
    void shouldGiveTheLatestLabelAndRates() {
        for (int sequence = 0; sequence < 100; sequence++) {
            add("road", sequence);
        }

        CameraResults.Snapshot road = results.of(new CameraId("road"), Samples.captured(100));

        assertThat(road.best()).hasValueSatisfying(b -> assertThat(b.label()).isEqualTo("car"));
        assertThat(road.captureFps()).isCloseTo(10, within(1e-9));
        assertThat(road.fps()).isCloseTo(10, within(0.2));
        assertThat(road.latencyMillis()).isEqualTo(40);
    }

    @Test
    void shouldForgetTheRateOfACameraThatStands() {
        add("road", 1);

        Instant later = Samples.START.plusSeconds(60);

        assertThat(results.of(new CameraId("road"), later).fps()).isZero();
    }

    @Test
    void shouldTakeEachChangeOfAnAlertOnce() {
        results.add(Samples.alert(AlertState.STARTED));
        results.add(Samples.alert(AlertState.STARTED));
        results.add(Samples.alert(AlertState.ENDED));

        assertThat(results.takeAlerts())
                .extracting(Alert::state)
                .containsExactly(AlertState.STARTED, AlertState.ENDED);
        assertThat(results.takeAlerts()).isEmpty();
        assertThat(results.alerts()).isEqualTo(new Summary.Alerts(1, 1));
    }

    @Test
    void shouldWaitForTheLastFrameWhicheverWayItGoes() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Thread pipeline =
                new Thread(
                        () -> {
                            waiting.countDown();
                            add("road", 1);
                            results.add("road", Samples.deadLetter("road", 3));
                            results.add(Samples.shed("road", 2));
                        });
        pipeline.start();
        waiting.await();

        results.await(3, Duration.ofMinutes(1));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().deadLettered())
                .isEqualTo(1);
        assertThat(results.of(new CameraId("road"), Samples.START).answered().shed()).isEqualTo(1);
        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isEqualTo(1);
        pipeline.join();
    }

    @Test
    void shouldStopWaitingForFramesThatDoNotCome() throws Exception {
        results.await(1, Duration.ofMillis(1));

        assertThat(results.of(new CameraId("road"), Samples.START).answered().classified())
                .isZero();
    }

    private void add(String camera, long sequence) {
        results.add(Samples.result(camera, sequence), Samples.captured(sequence).plusMillis(40));
    }
}

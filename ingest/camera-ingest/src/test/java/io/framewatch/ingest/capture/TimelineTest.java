package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline();

    @Test
    void shouldBeginAtZeroWhereverTheStreamBegins() {
        assertThat(timeline.place(7_000_000, 80_000)).isZero();
        assertThat(timeline.place(7_080_000, 80_000)).isEqualTo(80_000);
        assertThat(timeline.place(9_000_000, 80_000)).isEqualTo(2_000_000);
    }

    @Test
    void shouldGoOnWhenTheFileStartsAgain() {
        timeline.place(0, 80_000);
        timeline.place(80_000, 80_000);
        timeline.restart();

        assertThat(timeline.place(0, 80_000)).isEqualTo(160_000);
        assertThat(timeline.place(80_000, 80_000)).isEqualTo(240_000);
    }

    @Test
    void shouldGoOnWhenTheClockOfTheCameraJumpsBack() {
        timeline.place(50_000_000, 40_000);
        timeline.place(50_040_000, 40_000);

        assertThat(timeline.place(1_000, 40_000)).isEqualTo(80_000);
        assertThat(timeline.place(41_000, 40_000)).isEqualTo(120_000);
    }

    @Test
    void shouldFillInMissingTimeStamps() {
        assertThat(timeline.place(Video.NO_PTS, 80_000)).isZero();
        assertThat(timeline.place(Video.NO_PTS, 0)).isEqualTo(80_000);
        assertThat(timeline.place(Video.NO_PTS, 0)).isEqualTo(120_000);
        assertThat(timeline.place(3_000_000, 40_000)).isEqualTo(160_000);
    }

    @Test
    void shouldKeepJitterAsItIs() {
        timeline.place(0, 40_000);

        assertThat(timeline.place(35_000, 40_000)).isEqualTo(35_000);
        assertThat(timeline.place(82_000, 40_000)).isEqualTo(82_000);
    }
}

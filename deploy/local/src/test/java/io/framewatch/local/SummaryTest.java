package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    @Test
    void shouldAddUpTheCameras() {
        Summary summary = summary(camera(10, 3, 1, 6, 5, 1, 0), camera(20, 0, 0, 20, 17, 0, 3));

        assertThat(summary.frames().ingested().captured()).isEqualTo(30);
        assertThat(summary.frames().ingested().published()).isEqualTo(26);
        assertThat(summary.frames().answered().classified()).isEqualTo(22);
        assertThat(summary.frames().answered().shed()).isEqualTo(3);
        assertThat(summary.unaccounted()).isZero();
    }

    @Test
    void shouldNotLetOneCamerasSurplusHideAnothersLoss() {
        Summary lost = summary(camera(10, 0, 0, 10, 9, 0, 0), camera(10, 0, 0, 10, 10, 0, 1));
        Summary neverSent = summary(camera(10, 0, 0, 8, 8, 0, 0));

        assertThat(lost.unaccounted()).isEqualTo(2);
        assertThat(neverSent.unaccounted()).isEqualTo(2);
    }

    @Test
    void shouldWriteTheKeysThatScriptsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("summary.json");

        summary(camera(10, 3, 1, 6, 5, 1, 0)).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "cameras",
                        "captured",
                        "skipped",
                        "dropped",
                        "published",
                        "classified",
                        "deadLettered",
                        "shed",
                        "unaccounted",
                        "alertsStarted",
                        "alertsEnded",
                        "captureToResultMillis");
        assertThat(json.at("/cameras/0/targetFps").doubleValue()).isEqualTo(10);
        assertThat(json.at("/captureToResultMillis/p99").doubleValue()).isEqualTo(40);
    }

    @Test
    void shouldWriteTheExactJson(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("summary.json");

        summary(camera(10, 3, 1, 6, 5, 1, 0)).write(file);

        assertThat(Files.readString(file))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "cameras" : [ {
                            "id" : "road",
                            "targetFps" : 10.0,
                            "fps" : 9.9,
                            "captured" : 10,
                            "skipped" : 3,
                            "dropped" : 1,
                            "published" : 6,
                            "classified" : 5,
                            "deadLettered" : 1,
                            "shed" : 0
                          } ],
                          "captured" : 10,
                          "skipped" : 3,
                          "dropped" : 1,
                          "published" : 6,
                          "classified" : 5,
                          "deadLettered" : 1,
                          "shed" : 0,
                          "unaccounted" : 0,
                          "alertsStarted" : 2,
                          "alertsEnded" : 1,
                          "captureToResultMillis" : {
                            "p50" : 20.0,
                            "p99" : 40.0
                          }
                        }""");
    }

    @Test
    void shouldSayWhatBecameOfTheFrames() {
        assertThat(summary(camera(10, 3, 1, 6, 4, 1, 0)).toText())
                .isEqualToNormalizingNewlines(
                        """
                        captured 10 = skipped 3 + dropped 1 + published 6
                        published 6 = classified 4 + dead letters 1 + shed 0
                        unaccounted 1, alerts started 2, ended 1,\
                         capture to result p50 20 ms, p99 40 ms""");
    }

    private static Summary summary(Summary.Camera... cameras) {
        return Summary.of(List.of(cameras), new Summary.Alerts(2, 1), new Summary.Latency(20, 40));
    }

    private static Summary.Camera camera(
            long captured,
            long skipped,
            long dropped,
            long published,
            long classified,
            long deadLettered,
            long shed) {
        return new Summary.Camera(
                "road",
                10,
                9.9,
                new FrameCounts(
                        new FrameCounts.Ingested(captured, skipped, dropped, published),
                        new FrameCounts.Answered(classified, deadLettered, shed)));
    }
}

package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.benchmark.IngestReport.Missed;
import io.framewatch.benchmark.IngestReport.Saving;
import io.framewatch.benchmark.IngestReport.ToFfmpeg;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestReportTest {

    private static final IngestReport REPORT =
            new IngestReport(
                    List.of(new ToFfmpeg("every picture, rgb", 900.4, 1000, 0.9)),
                    List.of(new Saving("key frames only", 50, 5, 10, 28, 279)),
                    List.of(new Missed("clip.mp4", 5, 0)));

    @Test
    void shouldShowFiguresAndRatios() {
        assertThat(REPORT.toText().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "microseconds a frame ingest ffmpeg ratio",
                        "every picture, rgb 900 1000 0.90",
                        "",
                        "milliseconds a second of video all part factor frames",
                        "key frames only 50.0 5.0 10.0 28 of 279",
                        "",
                        "clip.mp4: 0 of 5 alerts missed with gate: still");
    }

    @Test
    void shouldHaveTheSameInJson() throws Exception {
        assertThat(JsonMapper.builder().build().writeValueAsString(REPORT))
                .isEqualTo(
                        "{\"toFfmpeg\":[{\"encoding\":\"every picture, rgb\",\"ingestMicros\":900.4,"
                                + "\"ffmpegMicros\":1000.0,\"ratio\":0.9}],\"savings\":[{\"name\":\"key"
                                + " frames only\",\"all\":50.0,\"part\":5.0,\"factor\":10.0,"
                                + "\"published\":28,\"publishedOfAll\":279}],"
                                + "\"alerts\":[{\"clip\":\"clip.mp4\",\"alerts\":5,\"missed\":0}]}");
    }
}

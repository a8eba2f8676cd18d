package io.framewatch.local;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What became of every frame of a run: {@code captured = skipped + dropped + published} and {@code
 * published = classified + deadLettered + shed}; what is missing from either is unaccounted for.
 *
 * @param cameras one row a camera
 * @param frames of all cameras
 * @param unaccounted frames that are in none of these; 0 in a sound run
 * @param alerts of all cameras
 * @param captureToResultMillis from capture to the result being read by a consumer
 */
record Summary(
        List<Camera> cameras,
        @JsonUnwrapped FrameCounts frames,
        long unaccounted,
        @JsonUnwrapped Alerts alerts,
        Latency captureToResultMillis) {

    /**
     * One camera's share.
     *
     * @param id camera id
     * @param targetFps configured rate, frames a second
     * @param fps frames classified a second, from the first of them to the last
     * @param frames what became of its frames
     */
    record Camera(String id, double targetFps, double fps, @JsonUnwrapped FrameCounts frames) {}

    /** Numbers of alerts that started and that ended. */
    record Alerts(long alertsStarted, long alertsEnded) {}

    /** Percentiles, milliseconds. */
    record Latency(double p50, double p99) {}

    static Summary of(List<Camera> cameras, Alerts alerts, Latency latency) {
        List<FrameCounts> frames = cameras.stream().map(Camera::frames).toList();
        return new Summary(
                List.copyOf(cameras),
                FrameCounts.sum(frames),
                frames.stream().mapToLong(FrameCounts::unaccounted).sum(),
                alerts,
                latency);
    }

    /** The summary for people, several lines. */
    String toText() {
        FrameCounts.Ingested ingested = frames.ingested();
        FrameCounts.Answered answered = frames.answered();
        return String.format(
                Locale.ROOT,
                "captured %d = skipped %d + dropped %d + published %d%n"
                        + "published %d = classified %d + dead letters %d + shed %d%n"
                        + "unaccounted %d, alerts started %d, ended %d,"
                        + " capture to result p50 %.0f ms, p99 %.0f ms",
                ingested.captured(),
                ingested.skipped(),
                ingested.dropped(),
                ingested.published(),
                ingested.published(),
                answered.classified(),
                answered.deadLettered(),
                answered.shed(),
                unaccounted,
                alerts.alertsStarted(),
                alerts.alertsEnded(),
                captureToResultMillis.p50(),
                captureToResultMillis.p99());
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(this));
    }
}

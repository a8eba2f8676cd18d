package io.framewatch.local;

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
 * @param captured frames decoded
 * @param skipped frames that the sampling to the target rate left out
 * @param dropped frames lost between capture and the broker, with a counted reason
 * @param published frames that the broker acknowledged
 * @param classified frames with a result
 * @param deadLettered frames on the dead-letters topic
 * @param shed frames past their deadline that the job left out
 * @param unaccounted frames that are in none of these; 0 in a sound run
 * @param alertsStarted alerts that started
 * @param alertsEnded alerts that ended
 * @param captureToResultMillis from capture to the result being read by a consumer
 */
record Summary(
        List<Camera> cameras,
        long captured,
        long skipped,
        long dropped,
        long published,
        long classified,
        long deadLettered,
        long shed,
        long unaccounted,
        long alertsStarted,
        long alertsEnded,
        Latency captureToResultMillis) {

    /**
     * One camera's share.
     *
     * @param id camera id
     * @param targetFps configured rate, frames a second
     * @param fps frames classified a second, from the first of them to the last
     */
    record Camera(
            String id,
            double targetFps,
            double fps,
            long captured,
            long skipped,
            long dropped,
            long published,
            long classified,
            long deadLettered,
            long shed) {

        /** Frames of this camera that nothing accounts for. */
        long unaccounted() {
            return Math.abs(captured - skipped - dropped - published)
                    + Math.abs(published - classified - deadLettered - shed);
        }
    }

    /** Percentiles, milliseconds. */
    record Latency(double p50, double p99) {}

    static Summary of(List<Camera> cameras, long started, long ended, Latency latency) {
        return new Summary(
                List.copyOf(cameras),
                cameras.stream().mapToLong(Camera::captured).sum(),
                cameras.stream().mapToLong(Camera::skipped).sum(),
                cameras.stream().mapToLong(Camera::dropped).sum(),
                cameras.stream().mapToLong(Camera::published).sum(),
                cameras.stream().mapToLong(Camera::classified).sum(),
                cameras.stream().mapToLong(Camera::deadLettered).sum(),
                cameras.stream().mapToLong(Camera::shed).sum(),
                cameras.stream().mapToLong(Camera::unaccounted).sum(),
                started,
                ended,
                latency);
    }

    /** The summary for people, several lines. */
    String toText() {
        return String.format(
                Locale.ROOT,
                "captured %d = skipped %d + dropped %d + published %d%n"
                        + "published %d = classified %d + dead letters %d + shed %d%n"
                        + "unaccounted %d, alerts started %d, ended %d,"
                        + " capture to result p50 %.0f ms, p99 %.0f ms",
                captured,
                skipped,
                dropped,
                published,
                published,
                classified,
                deadLettered,
                shed,
                unaccounted,
                alertsStarted,
                alertsEnded,
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

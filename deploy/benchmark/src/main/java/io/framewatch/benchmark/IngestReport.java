package io.framewatch.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What capturing costs, in processor time of user and system.
 *
 * @param toFfmpeg against the ffmpeg program for the same work
 * @param savings with what is left out, against everything
 * @param alerts what the demo's rules miss with gate: still
 */
record IngestReport(List<ToFfmpeg> toFfmpeg, List<Saving> savings, List<Missed> alerts) {

    /**
     * Every picture of both clips decoded, scaled and encoded on one thread; medians of the rounds.
     *
     * @param encoding of the frames
     * @param ingestMicros processor time a frame
     * @param ffmpegMicros that of the program
     * @param ratio median of ingest's to the program's in the same round
     */
    record ToFfmpeg(String encoding, double ingestMicros, double ffmpegMicros, double ratio) {}

    /**
     * Two ways to capture a video at 5 frames a second; medians of the rounds.
     *
     * @param name of the video and of what is left out
     * @param all processor time for all of it, in milliseconds a second of video
     * @param part with what is left out
     * @param factor median of how many times as cheap it is in the same round
     * @param published frames published of it
     * @param publishedOfAll frames published without
     */
    record Saving(
            String name,
            double all,
            double part,
            double factor,
            long published,
            long publishedOfAll) {}

    /**
     * Alerts of a clip by the demo's rules at 10 frames a second.
     *
     * @param clip its name
     * @param alerts without a gate
     * @param missed how many of them do not come with gate: still
     */
    record Missed(String clip, int alerts, long missed) {}

    /** For people. */
    String toText() {
        String against =
                toFfmpeg.stream()
                        .map(
                                row ->
                                        format(
                                                "%-44s %8.0f %8.0f %7.2f",
                                                row.encoding,
                                                row.ingestMicros,
                                                row.ffmpegMicros,
                                                row.ratio))
                        .collect(Collectors.joining("\n"));
        String saved =
                savings.stream()
                        .map(
                                row ->
                                        format(
                                                "%-44s %8.1f %8.1f %7.1f %6d of %d",
                                                row.name,
                                                row.all,
                                                row.part,
                                                row.factor,
                                                row.published,
                                                row.publishedOfAll))
                        .collect(Collectors.joining("\n"));
        return format("%-44s %8s %8s %7s%n", "microseconds a frame", "ingest", "ffmpeg", "ratio")
                + against
                + format(
                        "%n%n%-44s %8s %8s %7s %s%n",
                        "milliseconds a second of video", "all", "part", "factor", "frames")
                + saved
                + missed();
    }

    private String missed() {
        return alerts.stream()
                .map(
                        row ->
                                format(
                                        "%n%s: %d of %d alerts missed with gate: still",
                                        row.clip, row.missed, row.alerts))
                .collect(Collectors.joining("", "\n", ""));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

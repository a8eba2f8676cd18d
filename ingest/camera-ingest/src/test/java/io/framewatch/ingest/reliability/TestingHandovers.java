package io.framewatch.ingest.reliability;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.reliability.TestingFrameTimes.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the frames say of cameras that one worker took over from another, in seconds of capture
 * time.
 *
 * @param killGaps without a frame, where the worker before was killed
 * @param moveGaps without a frame, where the worker before gave the camera away
 * @param overlaps how long both captured a camera, where they did
 * @param lateFrames of an older run that follow a newer one on the topic; consumers ignore them
 */
record TestingHandovers(
        List<Double> killGaps, List<Double> moveGaps, List<Double> overlaps, int lateFrames) {

    private record Span(Instant first, Instant last) {

        private Span plus(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    static TestingHandovers of(
            List<CameraId> cameras, TestingFrameTimes frames, List<Instant> kills) {
        List<Double> killGaps = new ArrayList<>();
        List<Double> moveGaps = new ArrayList<>();
        List<Double> overlaps = new ArrayList<>();
        int late = 0;
        for (CameraId camera : cameras) {
            late += lateFrames(frames.of(camera));
            List<Span> runs = runs(frames.of(camera));
            for (int i = 1; i < runs.size(); i++) {
                Instant last = runs.get(i - 1).last();
                Instant first = runs.get(i).first();
                double gap = Duration.between(last, first).toNanos() / 1e9;
                if (gap < 0) {
                    overlaps.add(-gap);
                } else if (kills.stream().anyMatch(kill -> isBetween(last, kill, first))) {
                    killGaps.add(gap);
                } else {
                    moveGaps.add(gap);
                }
            }
        }
        return new TestingHandovers(killGaps, moveGaps, overlaps, late);
    }

    String report(int kills, String session, long frames) {
        return String.join(
                "\n",
                "%d kills, session time-out %s, %d frames, %d of them late"
                        .formatted(kills, session, frames, lateFrames),
                TestingFigures.line("gap after a kill", "s", killGaps),
                TestingFigures.line("gap when a camera is given away", "s", moveGaps),
                TestingFigures.line("captured twice", "s", overlaps));
    }

    private static boolean isBetween(Instant last, Instant kill, Instant first) {
        return !kill.isBefore(last) && kill.isBefore(first);
    }

    private static List<Span> runs(List<Seen> frames) {
        Map<Long, Span> runs = new TreeMap<>();
        for (Seen frame : frames) {
            Span moment = new Span(frame.captureTime(), frame.captureTime());
            runs.merge(frame.id().run(), moment, Span::plus);
        }
        return List.copyOf(runs.values());
    }

    private static int lateFrames(List<Seen> frames) {
        long newest = 0;
        int late = 0;
        for (Seen frame : frames) {
            newest = Math.max(newest, frame.id().run());
            late += frame.id().run() < newest ? 1 : 0;
        }
        return late;
    }
}

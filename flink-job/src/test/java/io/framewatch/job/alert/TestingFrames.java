package io.framewatch.job.alert;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import java.time.Instant;
import java.util.List;

/** Events of the camera gate-1. */
final class TestingFrames {

    static final CameraId CAMERA = new CameraId("gate-1");
    static final Classification.Model MODEL =
            new Classification.Model("model", "1", "0".repeat(64));
    static final Instant START = Instant.parse("2026-11-27T21:58:00Z");

    private TestingFrames() {}

    /** A time in seconds after the start. */
    static Instant at(double seconds) {
        return START.plusMillis(Math.round(1000 * seconds));
    }

    static Classification frame(
            long run, long sequence, double seconds, List<LabelScore> top, HeadResult... heads) {
        FrameLocation location =
                new FrameLocation(new FrameId(CAMERA, run, sequence), "frames", 0, sequence);
        return new Classification(
                CAMERA,
                location,
                FrameTimes.of(at(seconds)),
                MODEL,
                new Classification.Scores(top, List.of(heads)),
                new Timing(at(seconds), 0, 0, 0, 1, at(seconds)));
    }

    static LabelScore score(String label, double score) {
        return new LabelScore(label, (float) score);
    }

    static CameraStatusReport report(CameraView view, double seconds) {
        return new CameraStatusReport(
                CAMERA,
                1,
                new CameraStatusReport.Condition(CameraStatusReport.State.LIVE, view, null),
                "worker",
                at(seconds));
    }
}

package io.framewatch.cli.rule;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraView;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import java.time.Instant;
import java.util.List;

/** Results of one frame a second, with a score for a person. */
final class TestingResults {

    static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private static final Classification.Model MODEL =
            new Classification.Model("model", "1", "0".repeat(64));

    private TestingResults() {}

    static Instant at(long second) {
        return START.plusSeconds(second);
    }

    /** A frame of the run 1, whose sequence is its second. */
    static Classification result(String camera, int second, double person) {
        Instant captured = at(second);
        return new Classification(
                new CameraId(camera),
                new FrameLocation(
                        new FrameId(new CameraId(camera), 1, second), "frames", 0, second),
                FrameTimes.of(captured),
                MODEL,
                Classification.Scores.of(List.of(new LabelScore("person", (float) person))),
                new Timing(captured, 0, 0, 0, 1, captured));
    }

    static CameraStatusReport view(String camera, CameraView view, long second) {
        return new CameraStatusReport(
                new CameraId(camera),
                1,
                new CameraStatusReport.Condition(CameraStatusReport.State.LIVE, view, null),
                "worker",
                at(second));
    }
}

package io.framewatch.page.live;

import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import java.time.Instant;
import java.util.List;

/** Results for tests. */
final class Results {

    private Results() {}

    static Classification of(String camera, Instant captured, long sequence, LabelScore... scores) {
        CameraId id = new CameraId(camera);
        return new Classification(
                id,
                new FrameLocation(new FrameId(id, 1, sequence), "framewatch.frames", 0, sequence),
                FrameTimes.of(captured),
                new Classification.Model("roadside", "3", null),
                Classification.Scores.of(List.of(scores)),
                new Timing(captured, 400, 2_000, 7_000, 4, captured.plusMillis(20)));
    }
}

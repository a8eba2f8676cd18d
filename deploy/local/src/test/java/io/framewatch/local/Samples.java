package io.framewatch.local;

import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.Evidence;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ShedFrame;
import io.framewatch.event.Timing;
import java.time.Instant;
import java.util.List;

/** Events for tests. */
final class Samples {

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private Samples() {}

    /** The result of a frame captured 100 ms after the one before it. */
    static Classification result(String camera, long sequence) {
        return resultAt(captured(sequence), camera, sequence);
    }

    static Classification resultAt(Instant captured, String camera, long sequence) {
        return new Classification(
                camera,
                evidence(camera, sequence),
                captured,
                "mobile-former-26m",
                "1",
                List.of(new LabelScore("car", 0.75f)),
                new Timing(captured, 1, 2, 3, 4, captured));
    }

    static ShedFrame shed(String camera, long sequence) {
        return new ShedFrame(camera, evidence(camera, sequence), captured(sequence), 2000);
    }

    static Alert alert(Alert.State state) {
        Instant end = state == Alert.State.ENDED ? START.plusMillis(2500) : null;
        return alert("car", START, end);
    }

    /** Still going on if it has no end. */
    static Alert alert(String label, Instant from, Instant to) {
        return new Alert(
                "car/road/1/7",
                "car",
                "road",
                label,
                to == null ? Alert.State.STARTED : Alert.State.ENDED,
                from,
                to,
                START,
                0.875f,
                evidence("road", 7));
    }

    /** Where the record of the frame lies. */
    static FrameLocation location(String camera, long sequence) {
        return FrameLocation.of(evidence(camera, sequence));
    }

    static Instant captured(long sequence) {
        return START.plusMillis(100 * sequence);
    }

    private static Evidence evidence(String camera, long sequence) {
        int partition = camera.equals("road") ? 0 : 1;
        return new Evidence(camera + "/1/" + sequence, "framewatch.frames", partition, sequence);
    }
}

package io.framewatch.local;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ReceivedRecord;
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
        return result(captured, location(camera, sequence), "car");
    }

    /** A result with that best label. */
    private static final Classification.Model MODEL =
            new Classification.Model("mobile-former-26m", "1", null);

    static Classification labelled(String label) {
        return result(START, location("road", 1), label);
    }

    private static Classification result(Instant captured, FrameLocation location, String label) {
        return new Classification(
                location.frame().camera(),
                location,
                FrameTimes.of(captured),
                MODEL,
                Classification.Scores.of(List.of(new LabelScore(label, 0.75f))),
                new Timing(captured, 1, 2, 3, 4, captured));
    }

    static ShedFrame shed(String camera, long sequence) {
        return new ShedFrame(
                new CameraId(camera), location(camera, sequence), captured(sequence), 2000);
    }

    static Alert alert(AlertState state) {
        Instant end = state == AlertState.ENDED ? START.plusMillis(2500) : null;
        return alert("car", START, end);
    }

    /** Still going on if it has no end. */
    static Alert alert(String label, Instant from, Instant to) {
        return new Alert(
                "car/road/1/7",
                new Alert.Trigger("car", null, new CameraId("road"), label),
                new Alert.Change(
                        to == null ? AlertState.STARTED : AlertState.ENDED, from, to, START),
                new Alert.Peak(0.875f, location("road", 7), MODEL));
    }

    /** A frame that could not be classified. */
    static DeadLetter deadLetter(String camera, long sequence) {
        FrameLocation original = location(camera, sequence);
        return new DeadLetter(
                new ReceivedRecord(
                        new ReceivedRecord.Position(
                                original.topic(), original.partition(), original.offset()),
                        0,
                        null,
                        List.of(),
                        null),
                DeadLetter.Stage.IMAGE,
                "no image",
                "java.lang.Exception");
    }

    static Instant captured(long sequence) {
        return START.plusMillis(100 * sequence);
    }

    private static FrameLocation location(String camera, long sequence) {
        int partition = camera.equals("road") ? 0 : 1;
        return new FrameLocation(
                new FrameId(new CameraId(camera), 1, sequence),
                "framewatch.frames",
                partition,
                sequence);
    }
}

package io.framewatch.job;

import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.Timing;
import java.time.Instant;
import java.util.List;

/** Results of one camera at five frames a second, with scores for a car and a person. */
final class Results {

    static final String CAMERA = "gate-1";
    static final long RUN = 1795579290000L;

    static final Classification.Model MODEL =
            new Classification.Model("model", "1", "0".repeat(64));

    private Results() {}

    static Classification car(long sequence, double score) {
        return result(CAMERA, RUN, sequence, score, 0);
    }

    static Classification result(
            String camera, long run, long sequence, double car, double person) {
        Instant captured = captureTime(run, sequence);
        return new Classification(
                new CameraId(camera),
                location(camera, run, sequence),
                FrameTimes.of(captured),
                MODEL,
                Classification.Scores.of(
                        List.of(
                                new LabelScore("car", (float) car),
                                new LabelScore("person", (float) person))),
                new Timing(captured, 0, 0, 0, 1, captured));
    }

    /** A result of a model that knows one label only. */
    static Classification labelled(long sequence, String label, double score) {
        Classification plain = car(sequence, 0);
        return new Classification(
                plain.camera(),
                plain.location(),
                plain.times(),
                plain.classifier(),
                Classification.Scores.of(List.of(new LabelScore(label, (float) score))),
                plain.timing());
    }

    /** A result with what a head says of a gate. */
    static Classification withHead(long sequence, double open) {
        Classification plain = car(sequence, 0);
        return new Classification(
                plain.camera(),
                plain.location(),
                plain.times(),
                plain.classifier(),
                new Classification.Scores(
                        plain.scores().top(),
                        List.of(
                                new HeadResult(
                                        "gate-state",
                                        "1",
                                        List.of(
                                                new LabelScore("open", (float) open),
                                                new LabelScore("closed", (float) (1 - open)))))),
                plain.timing());
    }

    static Instant captureTime(long run, long sequence) {
        return Instant.ofEpochMilli(run + 200 * sequence);
    }

    static FrameLocation location(String camera, long run, long sequence) {
        return new FrameLocation(
                new FrameId(new CameraId(camera), run, sequence), "frames", 0, 1000 + sequence);
    }
}

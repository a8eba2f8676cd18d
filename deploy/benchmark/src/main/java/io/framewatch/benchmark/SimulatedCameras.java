package io.framewatch.benchmark;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LabelScore;
import io.framewatch.event.LedgerEntry.Ingested;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.RuleCondition.WhenLabelMissing;
import io.framewatch.event.Timing;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cameras at 5 frames a second that take turns, and rules that watch them. A result has five
 * labels. Each label has a high score in 3 frames of {@code period}, or of up to twice as many,
 * which raises an alert of each rule on it.
 *
 * @param cameras how many there are
 * @param rules how many rules there are; each camera is watched by one of 20
 * @param period frames from one high score of the first label to the next
 */
record SimulatedCameras(int cameras, int rules, int period) implements Serializable {

    static final int FRAMES_A_SECOND = 5;

    private static final int GROUPS = 20;
    private static final int LABELS = 5;
    private static final int COUNTED_FRAMES = 25;
    private static final long RUN = 1_795_579_290_000L;
    private static final Classification.Model MODEL =
            new Classification.Model("mobile-former", "1", "0".repeat(64));

    SimulatedCameras {
        if (cameras < 1 || rules < 0 || period < 1) {
            throw new IllegalArgumentException(
                    "cameras %d and period %d must be at least 1, rules %d at least 0"
                            .formatted(cameras, period, rules));
        }
    }

    /** The rules that watch one camera. */
    int rulesOfACamera() {
        return rules / GROUPS;
    }

    CameraId camera(long frame) {
        return new CameraId("camera-%06d".formatted(frame % cameras));
    }

    /** The result of a frame, of all cameras by turns. */
    Classification result(long frame) {
        return result(camera(frame), frame);
    }

    /** The same for who has the id. */
    Classification result(CameraId camera, long frame) {
        long sequence = frame / cameras;
        Instant captured = time(sequence);
        List<LabelScore> top = new ArrayList<>(LABELS);
        for (int i = 0; i < LABELS; i++) {
            boolean high = (sequence + frame % cameras) % (period + i * period / 4) < 3;
            top.add(new LabelScore("label-" + i, high ? 0.9f : 0.1f));
        }
        return new Classification(
                camera,
                new FrameLocation(
                        new FrameId(camera, RUN, sequence), "framewatch.frames", 0, sequence),
                FrameTimes.of(captured),
                MODEL,
                Classification.Scores.of(top),
                new Timing(captured, 0, 0, 0, 1, captured));
    }

    /** Whether ingest counts after a frame: every 5 seconds. */
    boolean isCounted(long frame) {
        return frame / cameras % COUNTED_FRAMES == COUNTED_FRAMES - 1;
    }

    /** What ingest counts after a frame. */
    IngestedFrames counts(long frame) {
        long published = frame / cameras + 1;
        Ingested frames = new Ingested(published, Map.of(), Map.of(), published, 0);
        return new IngestedFrames(camera(frame), RUN, frames, false, time(published - 1));
    }

    /** All rules. One of 20 is on silence, and one of 5 counts frames among others. */
    List<AlertRule> allRules() {
        List<AlertRule> all = new ArrayList<>(rules);
        for (int i = 0; i < rules; i++) {
            all.add(rule(i));
        }
        return all;
    }

    private static Instant time(long sequence) {
        return Instant.ofEpochMilli(RUN + 1000 / FRAMES_A_SECOND * sequence);
    }

    private static AlertRule rule(int number) {
        List<String> globs = new ArrayList<>();
        for (int ending = number % GROUPS; ending < 100; ending += GROUPS) {
            globs.add("*%02d".formatted(ending));
        }
        RuleCondition condition =
                number / GROUPS % 20 == 0
                        ? new Silent(Duration.ofSeconds(30))
                        : new Scored(
                                Target.ofModel("label-" + number / GROUPS % LABELS),
                                Sense.PRESENT,
                                new Enter(0.8f, 3, number % 5 == 0 ? 5 : 3, null),
                                Exit.of(0.5),
                                WhenLabelMissing.WAIT);
        return AlertRule.of(
                "rule-%04d".formatted(number), new CameraSelector(globs, List.of()), condition);
    }
}

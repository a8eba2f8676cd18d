package io.framewatch.benchmark;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Silent;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.RuleCondition.WhenLabelMissing;
import io.framewatch.event.Timing;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.InMemoryAlertStore;
import io.framewatch.job.alert.RuleTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the job does for each result to decide alerts, on one thread: 1,000 rules, 50 of which watch
 * each camera, with state in memory as Flink's heap backend has it. The cameras take turns; a
 * result has five labels, and each label has a high score in one frame of 20 to 50.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AlertFunctionBenchmark {

    private static final int RULES = 1000;
    private static final int GROUPS = 20;
    private static final int LABELS = 5;
    private static final long RUN = 1_795_579_290_000L;
    private static final Classification.Model MODEL =
            new Classification.Model("mobile-former", "1", "0".repeat(64));

    /** How many cameras there are. */
    @Param({"1", "10000"})
    public int cameras;

    private final List<CameraId> ids = new ArrayList<>();
    private final List<AlertStore> stores = new ArrayList<>();
    private AlertEngine engine;
    private long frames;

    /** Makes rules and cameras, and gives each camera some frames. */
    @Setup
    public void open() {
        List<AlertRule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            rules.add(rule(i));
        }
        engine = new AlertEngine(RuleTimeline.of(rules), CameraDirectory.EMPTY);
        for (int i = 0; i < cameras; i++) {
            ids.add(new CameraId("camera-%05d".formatted(i)));
            stores.add(new InMemoryAlertStore());
        }
        for (int i = 0; i < 10 * cameras; i++) {
            frame(alert -> {});
        }
    }

    /** The next frame of the next camera, and when the function is to be called without one. */
    @Benchmark
    public Optional<Instant> frame(Blackhole alerts) {
        return frame(alerts::consume);
    }

    private Optional<Instant> frame(Consumer<Alert> alerts) {
        int camera = (int) (frames % cameras);
        long sequence = frames++ / cameras;
        AlertStore store = stores.get(camera);
        engine.frame(store, result(ids.get(camera), camera, sequence), alerts);
        return engine.due(store, ids.get(camera));
    }

    private static Classification result(CameraId camera, int number, long sequence) {
        Instant captured = Instant.ofEpochMilli(RUN + 200 * sequence);
        List<LabelScore> top = new ArrayList<>(LABELS);
        for (int i = 0; i < LABELS; i++) {
            boolean high = (sequence + number) % (20 + 6 * i) < 3;
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

    /** One of 20 is on silence, and one of 5 counts frames among others. */
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

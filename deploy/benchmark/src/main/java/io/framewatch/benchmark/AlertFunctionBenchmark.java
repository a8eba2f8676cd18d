package io.framewatch.benchmark;

import io.framewatch.event.Alert;
import io.framewatch.event.CameraId;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.CameraTurn;
import io.framewatch.job.alert.InMemoryAlertStore;
import io.framewatch.job.alert.RuleTimeline;
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
    private static final int PERIOD = 20;

    /** How many cameras there are. */
    @Param({"1", "10000"})
    public int cameras;

    private final List<CameraId> ids = new ArrayList<>();
    private final List<AlertStore> stores = new ArrayList<>();
    private SimulatedCameras simulated;
    private AlertEngine engine;
    private long frames;

    /** Makes rules and cameras, and gives each camera some frames. */
    @Setup
    public void open() {
        simulated = new SimulatedCameras(cameras, RULES, PERIOD);
        engine = new AlertEngine(RuleTimeline.of(simulated.allRules()), CameraDirectory.EMPTY);
        for (int i = 0; i < cameras; i++) {
            ids.add(simulated.camera(i));
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
        AlertStore store = stores.get(camera);
        CameraTurn turn = engine.turn(store, ids.get(camera), alerts);
        turn.frame(simulated.result(ids.get(camera), frames++));
        return turn.due();
    }
}

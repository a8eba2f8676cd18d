package io.framewatch.benchmark;

import io.framewatch.benchmark.KeyedReport.Cost;
import io.framewatch.embedded.ClusterException;
import io.framewatch.embedded.JobCluster;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.IngestedFrames;
import io.framewatch.job.RaiseAlerts;
import io.framewatch.job.ledger.BalanceFrames;
import io.framewatch.job.ledger.ReadIngestedFrames;
import io.framewatch.operator.InferenceOperatorFactory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * The half of the job that is keyed by camera, in a Flink cluster of this process, fed by simulated
 * cameras as fast as it takes them. Not thread-safe; one at a time in a process.
 */
final class KeyedBench {

    private static final AtomicLong EMITTED = new AtomicLong();

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 50;

    /** Each camera has so many frames before it is measured: its rules are somewhere then. */
    private static final long WARM_UP_FRAMES = 30;

    private static final double MIN_WARM_UP_SECONDS = 20;

    private final SimulatedCameras cameras;
    private final double seconds;
    private final Path folder;

    /**
     * @param seconds how long is measured, after a warm-up
     * @param folder for checkpoints and temporary files; the caller removes it
     */
    KeyedBench(SimulatedCameras cameras, double seconds, Path folder) {
        this.cameras = cameras;
        this.seconds = seconds;
        this.folder = folder;
    }

    KeyedReport run() throws ClusterException, InterruptedException {
        try (JobCluster cluster =
                JobCluster.start(JobCluster.settings(settings(), folder), JobCluster.SLOTS)) {
            long heapBefore = usedHeap();
            EMITTED.set(0);
            cluster.run(this::assemble);
            long warm = WARM_UP_FRAMES * cameras.cameras();
            long begin = System.nanoTime();
            while (EMITTED.get() < warm || secondsSince(begin) < MIN_WARM_UP_SECONDS) {
                pause(cluster);
            }
            long frames = EMITTED.get();
            Usage usage = Usage.begin();
            begin = System.nanoTime();
            while (secondsSince(begin) < seconds) {
                pause(cluster);
            }
            Map<Part, Usage.Counts> used = usage.end();
            frames = EMITTED.get() - frames;
            double measured = secondsSince(begin);
            KeyedCheckpoint checkpoint = KeyedCheckpoint.latest(cluster.graph());
            double heap = (double) (usedHeap() - heapBefore) / cameras.cameras();
            cluster.cancel();
            return new KeyedReport(
                    cameras,
                    frames / measured,
                    Cost.of(used.get(Part.ALERTS), frames),
                    Cost.of(used.get(Part.LEDGER), frames),
                    heap,
                    checkpoint);
        }
    }

    private void assemble(StreamExecutionEnvironment environment) {
        environment.setParallelism(1);
        SimulatedCameras simulated = cameras;
        SingleOutputStreamOperator<Long> frames =
                environment.fromSequence(0, Long.MAX_VALUE - 1).uid("frames");
        SingleOutputStreamOperator<Classification> results =
                frames.map(
                                frame -> next(simulated, frame),
                                TypeInformation.of(Classification.class))
                        .uid("results")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Classification>forMonotonousTimestamps()
                                        .withTimestampAssigner(
                                                (result, time) ->
                                                        result.captureTime().toEpochMilli()))
                        .uid("results-watermarks");
        DataStream<IngestedFrames> counts =
                frames.filter(simulated::isCounted)
                        .uid("counted")
                        .map(simulated::counts, TypeInformation.of(IngestedFrames.class))
                        .uid("counts")
                        .assignTimestampsAndWatermarks(ReadIngestedFrames.watermarks())
                        .uid("counts-watermarks");
        RaiseAlerts.fixed(cameras.allRules(), GRACE)
                .of(results, noStatuses(environment))
                .sinkTo(new DiscardingSink<>())
                .uid("no-alerts");
        new BalanceFrames(GRACE)
                .of(
                        BalanceFrames.answers(
                                results,
                                results.getSideOutput(InferenceOperatorFactory.DEAD_LETTERS),
                                results.getSideOutput(InferenceOperatorFactory.SHED)),
                        counts)
                .sinkTo(new DiscardingSink<>())
                .uid("no-balances");
    }

    private static DataStream<CameraStatusReport> noStatuses(
            StreamExecutionEnvironment environment) {
        return environment
                .fromSequence(0, 0)
                .uid("none")
                .flatMap(
                        (Long number, Collector<CameraStatusReport> out) -> {},
                        TypeInformation.of(CameraStatusReport.class))
                .uid("statuses");
    }

    private static Classification next(SimulatedCameras cameras, long frame) {
        EMITTED.incrementAndGet();
        return cameras.result(frame);
    }

    private Configuration settings() {
        return new Configuration()
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS)
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        folder.resolve("checkpoints").toUri().toString())
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }

    private static void pause(JobCluster cluster) throws ClusterException, InterruptedException {
        cluster.requireRunning();
        Thread.sleep(POLL_MILLIS);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What is left after a collection. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

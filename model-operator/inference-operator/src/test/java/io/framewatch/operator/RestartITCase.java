package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelForm;
import io.framewatch.classify.OpenNatives;
import io.framewatch.event.Classification;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ReceivedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many restarts in one task manager, while another model is being loaded. Proves that failed
 * attempts leave no session of ONNX Runtime, no decoder of FFmpeg and no loading thread behind; not
 * that these libraries free all memory of what is closed.
 */
class RestartITCase {

    private static final int PARALLELISM = 2;
    private static final int FRAMES = 8;
    private static final int RESTARTS = 40;
    private static final int RESTARTS_OF_A_SUBTASK = RESTARTS / PARALLELISM;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @TempDir private static Path models;

    @BeforeAll
    static void writeModel() throws IOException {
        TestingModels.writeUntrained(models.resolve("untrained"));
        TestingModels.writeVersion(models.resolve("v1"), "v1");
    }

    @Test
    @Timeout(900)
    void shouldRepeatTheFramesAndKeepNothingOfTheFailedAttempts() throws Exception {
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(restartingAtOnce());
        job.setParallelism(PARALLELISM);
        job.fromSource(
                        new DataGeneratorSource<>(
                                TestingFrames::jpeg,
                                FRAMES,
                                TypeInformation.of(ReceivedRecord.class)),
                        WatermarkStrategy.noWatermarks(),
                        "frames")
                .transform(
                        "classify",
                        TypeInformation.of(Classification.class),
                        new InferenceOperatorFactory(
                                new InferenceOptions(
                                        new ConfiguredModel(
                                                models.resolve("untrained").toString(), List.of()),
                                        new Batching(FRAMES / PARALLELISM, Duration.ofSeconds(1)),
                                        new ResultLabels(1, WatchedLabels.NONE),
                                        null,
                                        ModelForm.KERNELS,
                                        null),
                                announcingV1(),
                                () -> CaptureTimeLimits.NONE))
                .map(new FailingMap())
                .sinkTo(new DiscardingSink<>());

        job.execute();

        assertThat(FailingMap.FRAMES_OF_LAST_ATTEMPT)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, FRAMES).mapToObj(TestingFrames::id).toList());
        assertThat(FailingMap.OPEN_AT_FAILURES)
                .isNotEmpty()
                .allMatch(open -> open.sessions() + open.kernels() > 0 && open.decoders() > 0);
        for (Thread loader : modelLoaders()) {
            loader.join(PATIENCE.toMillis());
            assertThat(loader.isAlive()).as("thread %s is alive", loader.getName()).isFalse();
        }
        assertThat(OpenNatives.count()).isEqualTo(new OpenNatives(0, 0, 0));
    }

    /** Announces another model, which is still loading when most attempts fail. */
    private static Deployments announcingV1() throws Exception {
        Path folder = models.resolve("v1");
        String uri = folder.toString();
        String sha256 = ModelDigest.of(ModelFiles.of(folder));
        return follower -> {
            Role role = new Role.Active(new Folder(uri, sha256));
            follower.announced(
                    0, new ModelDeployment(TestingModels.NAME, "v1", role, Instant.EPOCH));
            return () -> {};
        };
    }

    private static List<Thread> modelLoaders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("model loader of "))
                .toList();
    }

    private static Configuration restartingAtOnce() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return configuration;
    }

    /** Fails on the first result of every attempt but the last. */
    private static final class FailingMap extends RichMapFunction<Classification, String> {

        private static final Set<String> FRAMES_OF_LAST_ATTEMPT = new ConcurrentSkipListSet<>();
        private static final Queue<OpenNatives> OPEN_AT_FAILURES = new ConcurrentLinkedQueue<>();

        private transient int attempt;

        @Override
        public void open(OpenContext context) {
            attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
        }

        @Override
        public String map(Classification result) throws Exception {
            if (attempt < RESTARTS_OF_A_SUBTASK) {
                OPEN_AT_FAILURES.add(OpenNatives.count());
                throw new Exception("attempt " + attempt + " is to fail");
            }
            String frame = result.location().frame().toString();
            FRAMES_OF_LAST_ATTEMPT.add(frame);
            return frame;
        }
    }
}

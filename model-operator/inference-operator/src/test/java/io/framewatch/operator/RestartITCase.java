package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Classification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** Many restarts in one task manager. */
class RestartITCase {

    private static final int PARALLELISM = 2;
    private static final int FRAMES = 8;
    private static final int RESTARTS = 200;
    private static final int RESTARTS_OF_A_SUBTASK = RESTARTS / PARALLELISM;
    private static final int RESTARTS_TO_WARM_UP = 20;
    private static final long ALLOWED_GROWTH_KIB = 96 * 1024;

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
    }

    @Test
    @Timeout(900)
    void shouldRepeatTheFramesAndKeepNothingOfTheFailedAttempts() throws Exception {
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(restartingAtOnce());
        job.setParallelism(PARALLELISM);
        job.fromSource(
                        new DataGeneratorSource<>(
                                TestingFrames::jpeg, FRAMES, TypeInformation.of(FrameRecord.class)),
                        WatermarkStrategy.noWatermarks(),
                        "frames")
                .transform(
                        "classify",
                        TypeInformation.of(Classification.class),
                        new InferenceOperatorFactory(
                                new InferenceOptions(
                                        models.resolve("untrained").toString(),
                                        FRAMES / PARALLELISM,
                                        Duration.ofSeconds(1),
                                        1),
                                TestingOperator.NO_DEPLOYMENTS,
                                () -> CaptureTimeLimits.NONE))
                .map(new FailingMap())
                .sinkTo(new DiscardingSink<>());

        job.execute();

        assertThat(FailingMap.FRAMES_OF_LAST_ATTEMPT)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, FRAMES).mapToObj(TestingFrames::id).toList());
        long growth =
                FailingMap.RESIDENT_KIB.get(RESTARTS_OF_A_SUBTASK)
                        - FailingMap.RESIDENT_KIB.get(RESTARTS_TO_WARM_UP);
        assertThat(growth).as("growth of resident memory, KiB").isLessThan(ALLOWED_GROWTH_KIB);
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
        private static final ConcurrentHashMap<Integer, Long> RESIDENT_KIB =
                new ConcurrentHashMap<>();

        private transient int attempt;

        @Override
        public void open(OpenContext context) {
            attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
            RESIDENT_KIB.put(attempt, residentKib());
        }

        @Override
        public String map(Classification result) throws Exception {
            if (attempt < RESTARTS_OF_A_SUBTASK) {
                throw new Exception("attempt " + attempt + " is to fail");
            }
            FRAMES_OF_LAST_ATTEMPT.add(result.evidence().frame());
            return result.evidence().frame();
        }

        private static long residentKib() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findAny()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

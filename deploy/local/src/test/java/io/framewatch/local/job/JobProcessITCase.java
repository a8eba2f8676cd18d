package io.framewatch.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.embedded.JobCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JobProcessITCase {

    private static final CountDownLatch END = new CountDownLatch(1);

    @TempDir private Path folder;

    @AfterEach
    void endStuckTasks() {
        END.countDown();
    }

    /** A task that cannot be cancelled is a fatal error of its task manager. */
    @Test
    @Timeout(120)
    void shouldEndWithItsOwnCodeWhenItsTaskManagerIsGone() throws Exception {
        Configuration settings = JobCluster.settings(new Configuration(), folder);
        settings.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ofMillis(100));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        StringWriter out = new StringWriter();
        try (JobCluster cluster = JobCluster.start(settings, 1)) {
            cluster.submit(JobProcessITCase::assembleStuckJob);

            int exitCode = JobProcess.watch(cluster, new CountDownLatch(1), new PrintWriter(out));

            assertThat(exitCode).isEqualTo(JobCommand.CANNOT_WORK);
            assertThat(out.toString()).contains("There is no task manager any more");
        }
    }

    private static void assembleStuckJob(StreamExecutionEnvironment job) {
        job.setParallelism(1);
        job.setBufferTimeout(0);
        job.fromSequence(1, 2)
                .map(new Stuck())
                .rebalance()
                .map(new Failing())
                .sinkTo(new DiscardingSink<>());
    }

    /** Lets the first element pass and then ignores that it is interrupted. */
    private static final class Stuck implements MapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            while (value > 1 && END.getCount() > 0) {
                try {
                    END.await();
                } catch (InterruptedException e) {
                    // that is the point
                }
            }
            return value;
        }
    }

    private static final class Failing implements MapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            throw new IllegalStateException("as the test wants");
        }
    }
}

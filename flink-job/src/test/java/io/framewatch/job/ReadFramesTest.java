package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.ReceivedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** The watermarks of one partition. */
class ReadFramesTest {

    /** Flink takes a start of idleness at 0 for none. */
    private final ManualClock clock = new ManualClock(1);

    private final List<String> output = new ArrayList<>();
    private final WatermarkGenerator<ReceivedRecord> partition =
            ReadFrames.watermarks(Duration.ofSeconds(5))
                    .createWatermarkGenerator(new TestingContext(clock));

    @Test
    void shouldFollowTheNewestFrameByASecond() {
        take(10_000);
        take(9_500);
        emit();

        assertThat(output).containsExactly("watermark 8999");
    }

    @Test
    void shouldHoldNothingBackWithoutFrames() {
        take(10_000);
        emit();
        emit();
        clock.advanceTime(Duration.ofSeconds(5).plusNanos(1));
        emit();
        emit();

        assertThat(output).containsExactly("watermark 8999", "watermark 8999", "idle");
    }

    @Test
    void shouldComeBackWithTheNextFrame() {
        emit();
        clock.advanceTime(Duration.ofSeconds(6));
        emit();
        take(20_000);
        emit();

        assertThat(output).endsWith("idle", "watermark 18999");
    }

    private void take(long captureMillis) {
        partition.onEvent(null, captureMillis, new TestingOutput(output));
    }

    private void emit() {
        partition.onPeriodicEmit(new TestingOutput(output));
    }

    private record TestingContext(ManualClock clock) implements WatermarkGeneratorSupplier.Context {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }

    private record TestingOutput(List<String> output) implements WatermarkOutput {

        @Override
        public void emitWatermark(Watermark watermark) {
            output.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            output.add("idle");
        }

        @Override
        public void markActive() {
            output.add("active");
        }
    }
}

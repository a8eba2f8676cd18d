package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.DeadLetter.Stage;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class InferenceMetricsTest {

    private final MetricListener listener = new MetricListener();
    private final InferenceMetrics metrics = new InferenceMetrics(listener.getMetricGroup());

    @Test
    void shouldCountRecordsAndDeadLettersByStage() {
        metrics.received();
        metrics.received();
        metrics.received();
        metrics.refused(Stage.RECORD);
        metrics.refused(Stage.IMAGE);
        metrics.refused(Stage.IMAGE);

        assertThat(listener.getCounter("frames").map(Counter::getCount)).contains(3L);
        assertThat(listener.getCounter("stage", "record", "deadLetters").map(Counter::getCount))
                .contains(1L);
        assertThat(listener.getCounter("stage", "image", "deadLetters").map(Counter::getCount))
                .contains(2L);
    }

    @Test
    void shouldCountShedFramesByCamera() {
        metrics.shed("gate-1");
        metrics.shed("gate-2");
        metrics.shed("gate-2");

        assertThat(listener.getCounter("camera", "gate-1", "shed").map(Counter::getCount))
                .contains(1L);
        assertThat(listener.getCounter("camera", "gate-2", "shed").map(Counter::getCount))
                .contains(2L);
    }

    @Test
    void shouldMeasureBatchesAndFrames() {
        metrics.serves("gate 1");
        metrics.added(100, 20);
        metrics.added(300, 40);
        metrics.answered(7, 30);
        metrics.answered(9, 50);
        metrics.classified(2, 4000, 60);

        assertHistogram("batchSize", 1, 2);
        assertHistogram("decodeMicros", 2, 200);
        assertHistogram("preprocessMicros", 2, 30);
        assertHistogram("queueMicros", 2, 8);
        assertHistogram("latencyMillis", 2, 40);
        assertHistogram("inferenceMicros", 1, 4000);
        assertHistogram("postprocessMicros", 1, 60);
        assertThat(listener.getCounter("model", "gate 1", "classified").map(Counter::getCount))
                .contains(2L);
    }

    private void assertHistogram(String name, long count, double mean) {
        Histogram histogram = listener.getHistogram(name).orElseThrow();
        assertThat(histogram.getCount()).isEqualTo(count);
        assertThat(histogram.getStatistics().getMean()).isEqualTo(mean);
    }
}

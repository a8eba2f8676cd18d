package io.framewatch.operator;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The names of the operator's metrics. */
enum OperatorMetric {
    /** Counter: records taken. */
    FRAMES("frames"),
    /** Counter by stage: records refused. */
    DEAD_LETTERS("deadLetters"),
    /** Counter by camera: frames left out because they were too old. */
    SHED("shed"),
    /** Histogram: frames in a batch. */
    BATCH_SIZE("batchSize"),
    /** Histogram of frames, microseconds: from the image to pixels in the batch. */
    DECODE_MICROS("decodeMicros"),
    /** Histogram of frames, microseconds: from there until the batch runs. */
    QUEUE_MICROS("queueMicros"),
    /** Histogram of batches, microseconds: from pixels to scores. */
    INFERENCE_MICROS("inferenceMicros"),
    /** Gauge, text: name and version of the model that serves. */
    MODEL("model"),
    /** Counter: changes of the serving model since the subtask started. */
    MODEL_SWAPS("modelSwaps"),
    /** Counter: deployments that could not be used. */
    MODELS_REFUSED("modelsRefused");

    private static final int WINDOW = 1000;

    private final String metricName;

    OperatorMetric(String metricName) {
        this.metricName = metricName;
    }

    Counter counter(MetricGroup group) {
        return group.counter(metricName);
    }

    void gauge(MetricGroup group, Gauge<String> value) {
        group.gauge(metricName, value);
    }

    /** One counter for each value of a label. */
    Counter counter(MetricGroup group, String label, String value) {
        return counter(group.addGroup(label, value));
    }

    /** A histogram over the latest values. */
    Histogram histogram(MetricGroup group) {
        return group.histogram(metricName, new DescriptiveStatisticsHistogram(WINDOW));
    }
}

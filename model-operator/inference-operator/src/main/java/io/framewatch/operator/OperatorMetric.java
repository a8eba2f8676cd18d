package io.framewatch.operator;

import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The names of the operator's metrics and of their labels. A metric with a label has the label's
 * name and value as metric groups. {@code docs/metrics.md} has a row for each.
 */
enum OperatorMetric {
    /** Counter: records taken. */
    FRAMES("frames"),
    /** Counter by stage: records refused. */
    DEAD_LETTERS("deadLetters", "stage"),
    /** Counter by camera: frames left out because they were too old. */
    SHED("shed", "camera"),
    /** Histogram of batches: frames in a batch. */
    BATCH_SIZE("batchSize"),
    /** Histogram of frames, microseconds: from JPEG to RGB; 0 for a raw image. */
    DECODE_MICROS("decodeMicros"),
    /** Histogram of frames, microseconds: from RGB to the batch, in the model's layout and type. */
    PREPROCESS_MICROS("preprocessMicros"),
    /** Histogram of frames, microseconds: from entering the batch until it runs. */
    QUEUE_MICROS("queueMicros"),
    /** Histogram of batches, microseconds: the run of the model. */
    INFERENCE_MICROS("inferenceMicros"),
    /** Histogram of batches, microseconds: from logits to results. */
    POSTPROCESS_MICROS("postprocessMicros"),
    /** Histogram of frames, milliseconds: from the capture of a frame to its result. */
    LATENCY_MILLIS("latencyMillis"),
    /** Counter by name and version of the model: frames classified. */
    CLASSIFIED("classified", "model"),
    /** Counter: changes of the serving model since the subtask started. */
    MODEL_SWAPS("modelSwaps"),
    /** Counter: deployments that could not be used. */
    MODELS_REFUSED("modelsRefused");

    private static final int WINDOW = 1000;

    private final String metricName;
    private final String label;

    OperatorMetric(String metricName) {
        this(metricName, null);
    }

    OperatorMetric(String metricName, String label) {
        this.metricName = metricName;
        this.label = label;
    }

    String metricName() {
        return metricName;
    }

    /** Name of the label; empty if there is one metric only. */
    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    Counter counter(MetricGroup group) {
        return group.counter(metricName);
    }

    /** The counter for a value of the label. */
    Counter counter(MetricGroup group, String value) {
        return counter(group.addGroup(label, value));
    }

    /** A histogram over the latest values. */
    Histogram histogram(MetricGroup group) {
        return group.histogram(metricName, new DescriptiveStatisticsHistogram(WINDOW));
    }
}

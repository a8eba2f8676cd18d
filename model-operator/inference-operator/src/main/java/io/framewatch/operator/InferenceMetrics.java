package io.framewatch.operator;

import io.framewatch.event.DeadLetter.Stage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Counts and measures what the operator does, under the names of {@link OperatorMetric}. */
final class InferenceMetrics {

    private final MetricGroup group;
    private final Counter frames;
    private final Map<Stage, Counter> deadLetters = new EnumMap<>(Stage.class);
    private final Map<String, Counter> shed = new HashMap<>();
    private final Histogram batchSize;
    private final Histogram decodeMicros;
    private final Histogram preprocessMicros;
    private final Histogram queueMicros;
    private final Histogram inferenceMicros;
    private final Counter swaps;
    private final Counter refusedModels;
    private final Map<String, Counter> classified = new HashMap<>();
    private Counter classifiedByServing;
    private final Histogram postprocessMicros;
    private final Histogram latencyMillis;

    InferenceMetrics(MetricGroup group) {
        this.group = group;
        frames = OperatorMetric.FRAMES.counter(group);
        for (Stage stage : List.of(Stage.RECORD, Stage.IMAGE)) {
            String name = stage.name().toLowerCase(Locale.ROOT);
            deadLetters.put(stage, OperatorMetric.DEAD_LETTERS.counter(group, name));
        }
        batchSize = OperatorMetric.BATCH_SIZE.histogram(group);
        decodeMicros = OperatorMetric.DECODE_MICROS.histogram(group);
        preprocessMicros = OperatorMetric.PREPROCESS_MICROS.histogram(group);
        queueMicros = OperatorMetric.QUEUE_MICROS.histogram(group);
        inferenceMicros = OperatorMetric.INFERENCE_MICROS.histogram(group);
        swaps = OperatorMetric.MODEL_SWAPS.counter(group);
        refusedModels = OperatorMetric.MODELS_REFUSED.counter(group);
        postprocessMicros = OperatorMetric.POSTPROCESS_MICROS.histogram(group);
        latencyMillis = OperatorMetric.LATENCY_MILLIS.histogram(group);
    }

    void received() {
        frames.inc();
    }

    void refused(Stage stage) {
        deadLetters.get(stage).inc();
    }

    void shed(String camera) {
        shed.computeIfAbsent(camera, id -> OperatorMetric.SHED.counter(group, id)).inc();
    }

    /**
     * Another model serves. To be called before anything is classified.
     *
     * @param model its name and version
     */
    void serves(String model) {
        classifiedByServing =
                classified.computeIfAbsent(
                        model, title -> OperatorMetric.CLASSIFIED.counter(group, title));
    }

    void swapped() {
        swaps.inc();
    }

    void refusedModel() {
        refusedModels.inc();
    }

    /** A frame entered the batch. */
    void added(long decode, long preprocess) {
        decodeMicros.update(decode);
        preprocessMicros.update(preprocess);
    }

    /**
     * A frame of a batch that ran has its result.
     *
     * @param queue how long it had waited for the batch, microseconds
     * @param latency time since its capture, milliseconds; negative if that clock is ahead
     */
    void answered(long queue, long latency) {
        queueMicros.update(queue);
        latencyMillis.update(latency);
    }

    /** A batch ran. */
    void classified(int frames, long inference, long postprocess) {
        classifiedByServing.inc(frames);
        batchSize.update(frames);
        inferenceMicros.update(inference);
        postprocessMicros.update(postprocess);
    }
}

package io.framewatch.operator;

import io.framewatch.event.DeadLetter.Stage;
import io.framewatch.event.Timing;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final Histogram queueMicros;
    private final Histogram inferenceMicros;
    private final Counter swaps;
    private final Counter refusedModels;
    private volatile String model = "";

    InferenceMetrics(MetricGroup group) {
        this.group = group;
        frames = OperatorMetric.FRAMES.counter(group);
        for (Stage stage : Stage.values()) {
            String name = stage.name().toLowerCase(Locale.ROOT);
            deadLetters.put(stage, OperatorMetric.DEAD_LETTERS.counter(group, "stage", name));
        }
        batchSize = OperatorMetric.BATCH_SIZE.histogram(group);
        decodeMicros = OperatorMetric.DECODE_MICROS.histogram(group);
        queueMicros = OperatorMetric.QUEUE_MICROS.histogram(group);
        inferenceMicros = OperatorMetric.INFERENCE_MICROS.histogram(group);
        swaps = OperatorMetric.MODEL_SWAPS.counter(group);
        refusedModels = OperatorMetric.MODELS_REFUSED.counter(group);
        OperatorMetric.MODEL.gauge(group, () -> model);
    }

    void received() {
        frames.inc();
    }

    void refused(Stage stage) {
        deadLetters.get(stage).inc();
    }

    void shed(String camera) {
        shed.computeIfAbsent(camera, id -> OperatorMetric.SHED.counter(group, "camera", id)).inc();
    }

    void serves(LoadedModel serving) {
        model = serving.name() + " " + serving.version();
    }

    void swapped() {
        swaps.inc();
    }

    void refusedModel() {
        refusedModels.inc();
    }

    void classified(int frames, long micros) {
        batchSize.update(frames);
        inferenceMicros.update(micros);
    }

    void classified(Timing frame) {
        decodeMicros.update(frame.decodeMicros());
        queueMicros.update(frame.queueMicros());
    }
}

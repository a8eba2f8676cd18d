package io.framewatch.kubernetes;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** The settings of a FlinkDeployment, held against the options that Flink and its operator know. */
final class FlinkSettings {

    private static final List<Class<?>> OPTIONS =
            List.of(
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    HeartbeatManagerOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    MetricOptions.class,
                    PipelineOptions.class,
                    RestartStrategyOptions.class,
                    TaskManagerOptions.class,
                    WebOptions.class);

    /**
     * Keys of what is in no registry of packages: of the operator 1.15, of its autoscaler and of
     * Flink on Kubernetes, as their references have them.
     */
    private static final Set<String> OF_THE_OPERATOR =
            Set.of(
                    "job.autoscaler.catch-up.duration",
                    "job.autoscaler.enabled",
                    "job.autoscaler.metrics.window",
                    "job.autoscaler.restart.time",
                    "job.autoscaler.stabilization.interval",
                    "job.autoscaler.utilization.max",
                    "job.autoscaler.utilization.min",
                    "job.autoscaler.utilization.target",
                    "job.autoscaler.vertex.max-parallelism",
                    "job.autoscaler.vertex.min-parallelism",
                    "kubernetes.operator.periodic.savepoint.interval",
                    "kubernetes.operator.savepoint.history.max.count",
                    "kubernetes.rest-service.exposed.type");

    /**
     * Keys of plugins: of a reporter of metrics, and of the file system, which takes all of
     * Hadoop's.
     */
    private static final List<String> OF_PLUGINS = List.of("metrics.reporter.prom.", "s3.");

    private FlinkSettings() {}

    /** Keys that nobody knows and values that cannot be read; empty if there are none. */
    static List<String> problems(Map<String, String> settings) throws IllegalAccessException {
        Map<String, ConfigOption<?>> known = options();
        Configuration configuration = Configuration.fromMap(settings);
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String key = setting.getKey();
            if (OF_THE_OPERATOR.contains(key) || OF_PLUGINS.stream().anyMatch(key::startsWith)) {
                continue;
            }
            ConfigOption<?> option = known.get(key);
            if (option == null) {
                problems.add(key + ": there is no such option");
                continue;
            }
            try {
                configuration.get(option);
            } catch (IllegalArgumentException e) {
                problems.add("%s: %s: %s".formatted(key, setting.getValue(), e.getMessage()));
            }
        }
        return problems;
    }

    /** Every option by its key; an old key that Flink still takes counts as unknown. */
    private static Map<String, ConfigOption<?>> options() throws IllegalAccessException {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> type : OPTIONS) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && Modifier.isPublic(field.getModifiers())
                        && field.getType() == ConfigOption.class) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    options.put(option.key(), option);
                }
            }
        }
        return options;
    }
}

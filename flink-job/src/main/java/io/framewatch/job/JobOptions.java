package io.framewatch.job;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraSelector;
import io.framewatch.operator.ConfiguredModel;
import io.framewatch.operator.InferenceOptions;
import io.framewatch.operator.ResultLabels;
import io.framewatch.operator.WatchedLabels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of the job.
 *
 * @param kafka the cluster and the names of the topics
 * @param model the model that classifies
 * @param heads the heads of cameras
 * @param execution how the job runs
 * @param rules when alerts start and end
 */
public record JobOptions(
        KafkaOptions kafka,
        ModelOptions model,
        List<HeadOptions> heads,
        ExecutionOptions execution,
        List<AlertRule> rules) {

    /** An element of {@code cameras}; the job only needs to know whether there is one. */
    private record Camera(String id) {}

    public JobOptions {
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(execution, "execution");
        heads = List.copyOf(heads);
        rules = List.copyOf(rules);
    }

    /**
     * Binds the sections {@code kafka}, {@code model}, {@code heads}, {@code job} and {@code
     * rules}. If the file also lists cameras, those of the rules must be among them; if the model
     * can be read here, it must have the labels of all rules that do not wait for a label.
     *
     * @throws ConfigurationException with all problems of the file, if there are any
     */
    public static JobOptions of(Configuration configuration) throws ConfigurationException {
        Optional<KafkaOptions> kafka = configuration.section("kafka", KafkaOptions.class);
        Optional<ModelOptions> model = configuration.section("model", ModelOptions.class);
        Optional<ExecutionOptions> job = configuration.section("job", ExecutionOptions.class);
        List<HeadOptions> heads = configuration.list("heads", HeadOptions.class);
        List<AlertRule> rules = configuration.list("rules", AlertRule.class);
        model.ifPresent(present -> RuleLabels.check(configuration, present, rules));
        RuleHeads.check(configuration, heads, rules);
        configuration.requireUniqueIds("rules");
        RuleIds.check(configuration, rules);
        if (!configuration.list("cameras", Camera.class).isEmpty()) {
            configuration.requireViews("rules", "cameras", CameraSelector::isGlob);
        }
        kafka.flatMap(options -> job.flatMap(execution -> conflict(options, execution)))
                .ifPresent(text -> configuration.problem("kafka.properties", text));
        configuration.check();
        return new JobOptions(
                kafka.orElseThrow(), model.orElseThrow(), heads, job.orElseThrow(), rules);
    }

    /** With such a conflict the sinks fail, and Flink restarts the job again and again. */
    private static Optional<String> conflict(KafkaOptions kafka, ExecutionOptions execution) {
        FaultTolerance faultTolerance = execution.faultTolerance();
        return faultTolerance.delivery() == FaultTolerance.Guarantee.EXACTLY_ONCE
                ? kafka.conflictWith("transactional.id", faultTolerance.transactionalIdPrefix())
                        .map(
                                text ->
                                        "must have acks all, retries above 0 and enable.idempotence"
                                                + " true, as job.delivery is exactly-once: "
                                                + text)
                : Optional.empty();
    }

    InferenceOptions toInferenceOptions() {
        return new InferenceOptions(
                new ConfiguredModel(model.uri(), heads.stream().map(HeadOptions::uri).toList()),
                execution.batching(),
                new ResultLabels(model.top(), new WatchedLabels(labels(false), labels(true))),
                execution.deadlines().maxAge(),
                model.fastestForm(),
                model.slowestBatch());
    }

    /**
     * The labels of the model that rules watch.
     *
     * @param waiting whether of the rules that wait for their label, or of the others
     */
    private List<String> labels(boolean waiting) {
        return rules.stream()
                .flatMap(rule -> rule.scored().stream())
                .filter(rule -> rule.target().head() == null && rule.waits() == waiting)
                .flatMap(rule -> rule.target().watched().stream())
                .distinct()
                .toList();
    }
}

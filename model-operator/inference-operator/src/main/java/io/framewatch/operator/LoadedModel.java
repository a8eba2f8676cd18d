package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A model that is ready to serve; whoever takes it closes it.
 *
 * @param heads those that were taught on it
 * @param batchTime time of one full batch; empty if it was not measured
 * @param missingLabels labels that it lacks and rules wait for
 */
record LoadedModel(
        ModelSource source,
        Classifier classifier,
        CameraHeads heads,
        Optional<Duration> batchTime,
        List<String> missingLabels)
        implements AutoCloseable {

    String name() {
        return classifier.manifest().name();
    }

    String version() {
        return classifier.manifest().version();
    }

    /** The subject of its status events. */
    Subject subject() {
        return source instanceof ModelSource.Deployed deployed
                ? Subject.of(deployed.deployment())
                : Subject.configuredModel(name(), version());
    }

    /** The outcome that it serves. */
    Outcome active() {
        return new Outcome(ModelState.ACTIVE, null, batchMicros(), missingLabels);
    }

    /** The outcome that it is a shadow. The labels that it lacks matter to no rule. */
    Outcome shadow() {
        return new Outcome(ModelState.SHADOW, null, batchMicros(), List.of());
    }

    /** The same model, when rules watch other labels. */
    LoadedModel missing(List<String> labels) {
        return new LoadedModel(source, classifier, heads, batchTime, labels);
    }

    private Long batchMicros() {
        return batchTime.map(time -> time.toNanos() / 1000).orElse(null);
    }

    /** Whether it has the digest that a deployment announces. */
    boolean is(ModelDeployment announced) {
        return announced
                .role()
                .toLoad()
                .filter(folder -> folder.sha256().equals(classifier.sha256()))
                .isPresent();
    }

    @Override
    public void close() {
        classifier.close();
    }
}

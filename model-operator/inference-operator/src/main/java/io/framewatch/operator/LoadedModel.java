package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.event.ModelDeployment;
import java.time.Duration;
import java.util.List;

/**
 * A model that is ready to serve; whoever takes it closes it.
 *
 * @param deployment what announced it; null for the model of the configuration
 * @param heads those that were taught on it
 * @param batchTime time of one full batch; null for the model of the configuration
 * @param missingLabels labels that it lacks and rules wait for
 */
record LoadedModel(
        ModelDeployment deployment,
        Classifier classifier,
        CameraHeads heads,
        Duration batchTime,
        List<String> missingLabels)
        implements AutoCloseable {

    String name() {
        return classifier.manifest().name();
    }

    String version() {
        return classifier.manifest().version();
    }

    /** Whether that is the folder that a deployment announces. */
    boolean is(ModelDeployment announced) {
        return classifier.sha256().equals(announced.sha256());
    }

    @Override
    public void close() {
        classifier.close();
    }
}

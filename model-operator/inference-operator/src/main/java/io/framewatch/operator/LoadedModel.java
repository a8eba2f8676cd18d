package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.event.ModelDeployment;
import java.time.Duration;

/**
 * A model that is ready to serve; whoever takes it closes it.
 *
 * @param deployment what announced it; null for the model of the configuration
 * @param heads those that were taught on it
 * @param batchTime time of one full batch; zero for the model of the configuration
 */
record LoadedModel(
        ModelDeployment deployment, Classifier classifier, CameraHeads heads, Duration batchTime)
        implements AutoCloseable {

    String name() {
        return classifier.manifest().name();
    }

    String version() {
        return classifier.manifest().version();
    }

    @Override
    public void close() {
        classifier.close();
    }
}

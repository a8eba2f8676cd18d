package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.event.ModelDeployment;
import java.time.Duration;

/**
 * A model that is ready to serve; whoever takes it closes it.
 *
 * @param deployment what announced it; null for the model of the configuration
 * @param batchTime time of one full batch
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

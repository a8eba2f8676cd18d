package io.framewatch.operator;

import io.framewatch.event.ModelDeployment;

/** Where a model comes from. */
sealed interface ModelSource {

    /** The job's configuration. */
    record Configured() implements ModelSource {}

    /** An announcement. */
    record Deployed(ModelDeployment deployment) implements ModelSource {}
}

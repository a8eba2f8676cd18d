package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import java.util.Map;
import java.util.Optional;

/**
 * The version that served before, kept on the models topic under a {@link
 * ModelDeployment#previousKey() key of its own}: the topic is compacted and would forget it. Such a
 * record announces nothing. Without one, no version of this name served before.
 */
final class PreviousVersion {

    private PreviousVersion() {}

    /** Keeps what a deployment is about to replace, if that is another version. */
    static void keep(KafkaOptions kafka, ModelDeployment next)
            throws CommandException, InterruptedException {
        Map<String, Deployment> deployments = ModelRecords.deployments(kafka);
        String key = ModelDeployment.previousKey(next.name());
        if (deployments.get(next.name()) instanceof ModelDeployment current
                && current.role() instanceof Role.Active) {
            if (next.role() instanceof Role.Retired || !current.version().equals(next.version())) {
                Announcement.send(kafka, key, current);
            }
        } else if (of(deployments, next.name()).isPresent()) {
            Announcement.forget(kafka, key);
        }
    }

    /**
     * Finds it.
     *
     * @param deployments the latest of each key of the models topic
     */
    static Optional<ModelDeployment> of(Map<String, Deployment> deployments, String name) {
        return deployments.get(ModelDeployment.previousKey(name)) instanceof ModelDeployment before
                ? Optional.of(before)
                : Optional.empty();
    }
}

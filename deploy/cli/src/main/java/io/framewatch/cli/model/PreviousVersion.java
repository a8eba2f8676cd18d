package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelDeployment.Role;
import java.util.Map;
import java.util.Optional;

/**
 * The version that served before, kept on the models topic under a key of its own: the topic is
 * compacted and would forget it. Jobs that read it there know the later announcement. Without one,
 * no version of this name served before.
 */
final class PreviousVersion {

    private static final String SUFFIX = "/previous";

    private PreviousVersion() {}

    /** Keeps what a deployment is about to replace, if that is another version. */
    static void keep(KafkaOptions kafka, ModelDeployment next)
            throws CommandException, InterruptedException {
        Map<String, ModelDeployment> deployments = ModelRecords.deployments(kafka);
        ModelDeployment current = deployments.get(next.name());
        if (current == null || current.role() != Role.ACTIVE) {
            if (deployments.containsKey(key(next.name()))) {
                forget(kafka, next.name());
            }
        } else if (next.role() == Role.RETIRED || !current.version().equals(next.version())) {
            Announcement.send(kafka, key(next.name()), current);
        }
    }

    static Optional<ModelDeployment> of(Map<String, ModelDeployment> deployments, String name) {
        return Optional.ofNullable(deployments.get(key(name)));
    }

    static void forget(KafkaOptions kafka, String name)
            throws CommandException, InterruptedException {
        Announcement.forget(kafka, key(name));
    }

    /** Whether a record of the models topic is only kept here. */
    static boolean isKey(String key, ModelDeployment deployment) {
        return key.equals(key(deployment.name()));
    }

    private static String key(String name) {
        return name + SUFFIX;
    }
}

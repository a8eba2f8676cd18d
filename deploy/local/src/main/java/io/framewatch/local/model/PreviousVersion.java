package io.framewatch.local.model;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelDeployment.Role;
import io.framewatch.local.LocalException;
import java.util.Optional;

/**
 * The version that served before, kept on the models topic under a key of its own: the topic is
 * compacted and would forget it. Jobs that read it there know the later announcement.
 */
final class PreviousVersion {

    private PreviousVersion() {}

    /** Keeps what a deployment is about to replace, if that is another version. */
    static void keep(KafkaOptions kafka, ModelDeployment next)
            throws LocalException, InterruptedException {
        ModelDeployment current = ModelRecords.deployments(kafka).get(next.name());
        if (current != null
                && current.role() == Role.ACTIVE
                && !current.version().equals(next.version())) {
            Announcement.send(kafka, key(next.name()), current);
        }
    }

    static Optional<ModelDeployment> of(KafkaOptions kafka, String name)
            throws LocalException, InterruptedException {
        return Optional.ofNullable(ModelRecords.deployments(kafka).get(key(name)));
    }

    static void forget(KafkaOptions kafka, String name)
            throws LocalException, InterruptedException {
        Announcement.forget(kafka, key(name));
    }

    private static String key(String name) {
        return name + "/previous";
    }
}

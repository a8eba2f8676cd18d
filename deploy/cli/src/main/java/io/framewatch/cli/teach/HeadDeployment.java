package io.framewatch.cli.teach;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelDigest;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelDeployment.Role;
import java.nio.file.Path;
import java.time.Instant;

/** What is announced about heads. */
final class HeadDeployment {

    /** A head is retired whatever its version. */
    private static final String ANY_VERSION = "any";

    private HeadDeployment() {}

    /** The announcement of a head that lies in a folder. */
    static ModelDeployment of(Head head, Path folder, Instant now) {
        return new ModelDeployment(
                head.name(),
                head.version(),
                folder.toAbsolutePath().toUri().toString(),
                ModelDigest.ofHead(head.toJson()),
                Role.ACTIVE,
                null,
                head.camera(),
                now);
    }

    /** The announcement that a camera's head has had its time. */
    static ModelDeployment retired(String name, String camera, Instant now) {
        return new ModelDeployment(name, ANY_VERSION, null, null, Role.RETIRED, null, camera, now);
    }
}

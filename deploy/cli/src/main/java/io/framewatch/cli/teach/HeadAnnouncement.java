package io.framewatch.cli.teach;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelDigest;
import io.framewatch.event.CameraId;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.HeadDeployment;
import java.nio.file.Path;
import java.time.Instant;

/** What is announced about heads. */
final class HeadAnnouncement {

    /** A head is retired whatever its version. */
    private static final String ANY_VERSION = "any";

    private HeadAnnouncement() {}

    /** The announcement of a head that lies in a folder. */
    static HeadDeployment of(Head head, Path folder, Instant now) {
        Folder files =
                new Folder(
                        folder.toAbsolutePath().toUri().toString(),
                        ModelDigest.ofHead(head.toJson()));
        return new HeadDeployment(
                new CameraId(head.camera()),
                head.name(),
                head.version(),
                new Role.Active(files),
                now);
    }

    /** The announcement that a camera's head has had its time. */
    static HeadDeployment retired(String name, CameraId camera, Instant now) {
        return new HeadDeployment(camera, name, ANY_VERSION, new Role.Retired(), now);
    }
}

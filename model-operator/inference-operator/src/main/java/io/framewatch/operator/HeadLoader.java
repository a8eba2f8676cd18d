package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.HeadDeployment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fetches heads that were announced. */
final class HeadLoader {

    private HeadLoader() {}

    /**
     * Reads a head from any of Flink's file systems.
     *
     * @throws ModelRefusedException if it cannot be read, or is not what was announced
     */
    static Head load(HeadDeployment deployment) throws ModelRefusedException {
        Folder folder = deployment.role().toLoad().orElseThrow();
        try (InputStream in = new ModelFolderFiles(folder.uri()).open(ModelFiles.HEAD)) {
            byte[] json = in.readAllBytes();
            ModelLoader.requireAnnounced(folder, ModelDigest.ofHead(json));
            return check(deployment, Head.read(name -> new ByteArrayInputStream(json)));
        } catch (IOException e) {
            throw new ModelRefusedException(
                    "cannot be read at " + folder.uri() + ": " + e.getMessage(), e);
        } catch (InvalidModelException e) {
            throw new ModelRefusedException("cannot be used: " + e.getMessage(), e);
        }
    }

    private static Head check(HeadDeployment deployment, Head head) throws ModelRefusedException {
        if (head.name().equals(deployment.name())
                && head.version().equals(deployment.version())
                && head.camera().equals(deployment.camera().value())) {
            return head;
        }
        throw new ModelRefusedException(
                "is another head: the folder has %s version %s for camera %s"
                        .formatted(head.name(), head.version(), head.camera()));
    }
}

package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.event.ModelDeployment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fetches heads that were announced. */
final class HeadLoader {

    private HeadLoader() {}

    /**
     * Reads a head from wherever Flink's file systems reach.
     *
     * @throws ModelRefusedException if it cannot be read, or is not what was announced
     */
    static Head load(ModelDeployment deployment) throws ModelRefusedException {
        try (InputStream in = new ModelFolderFiles(deployment.uri()).open(ModelFiles.HEAD)) {
            byte[] json = in.readAllBytes();
            String sha256 = ModelDigest.ofHead(json);
            if (!sha256.equals(deployment.sha256())) {
                throw new ModelRefusedException(
                        "is not what was announced: sha256 of %s is %s, not %s"
                                .formatted(deployment.uri(), sha256, deployment.sha256()));
            }
            return check(deployment, Head.read(name -> new ByteArrayInputStream(json)));
        } catch (IOException e) {
            throw new ModelRefusedException(
                    "cannot be read at " + deployment.uri() + ": " + e.getMessage(), e);
        } catch (InvalidModelException e) {
            throw new ModelRefusedException("cannot be used: " + e.getMessage(), e);
        }
    }

    private static Head check(ModelDeployment deployment, Head head) throws ModelRefusedException {
        if (head.name().equals(deployment.name())
                && head.version().equals(deployment.version())
                && head.camera().equals(deployment.camera())) {
            return head;
        }
        throw new ModelRefusedException(
                "is another head: the folder has %s version %s for camera %s"
                        .formatted(head.name(), head.version(), head.camera()));
    }
}

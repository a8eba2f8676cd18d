package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.event.CameraId;
import java.io.IOException;

/** Reads heads from any of Flink's file systems. */
public final class HeadFolder {

    private HeadFolder() {}

    /**
     * Reads the head of a folder.
     *
     * @param uri the folder: a path or any URI of Flink's file systems
     * @throws IOException if the head cannot be read from here
     * @throws IllegalArgumentException if it has problems
     */
    public static Head read(String uri) throws IOException {
        try {
            Head head = Head.read(new ModelFolderFiles(uri));
            String unused = CameraId.require(head.camera());
            return head;
        } catch (IOException e) {
            throw new IOException("head '" + uri + "' cannot be read: " + e.getMessage(), e);
        } catch (InvalidModelException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "head '" + uri + "' cannot be used: " + e.getMessage(), e);
        }
    }
}

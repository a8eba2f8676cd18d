package io.framewatch.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The source of the files of one model folder or head folder: a local folder, an object store, a
 * test's memory.
 */
@FunctionalInterface
public interface ModelFiles {

    /** File name of the manifest, see {@link ModelManifest}. */
    String MANIFEST = "manifest.json";

    /** File name of the ONNX graph with its weights. */
    String GRAPH = "model.onnx";

    /** File name of a head, which lies in a folder of its own, see {@link Head}. */
    String HEAD = "head.json";

    /**
     * Opens a file of the folder; the caller closes it.
     *
     * @param name {@link #MANIFEST}, {@link #GRAPH} or {@link #HEAD}
     * @throws IOException if there is no such file or it cannot be read
     */
    InputStream open(String name) throws IOException;

    /** The files of a local folder. */
    static ModelFiles of(Path folder) {
        return name -> Files.newInputStream(folder.resolve(name));
    }
}

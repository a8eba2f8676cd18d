package io.framewatch.operator;

import io.framewatch.classify.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.Path;

/**
 * The files of a model folder in any of Flink's file systems.
 *
 * @param uri the folder: a path or any URI of Flink's file systems
 */
public record ModelFolderFiles(String uri) implements ModelFiles {

    @Override
    public InputStream open(String name) throws IOException {
        Path file = new Path(new Path(uri), name);
        return file.getFileSystem().open(file);
    }
}

package io.framewatch.operator;

import java.io.Serializable;
import java.util.List;

/**
 * The model that serves until another is deployed.
 *
 * @param uri folder of the model: a path or any URI of Flink's file systems
 * @param heads folders of heads, each for one camera: paths or URIs as of the model; one that was
 *     taught on another model is an error
 */
public record ConfiguredModel(String uri, List<String> heads) implements Serializable {

    public ConfiguredModel {
        if (uri == null || uri.isBlank()) {
            throw new IllegalArgumentException("model URI '" + uri + "' must not be blank");
        }
        heads = List.copyOf(heads);
    }
}

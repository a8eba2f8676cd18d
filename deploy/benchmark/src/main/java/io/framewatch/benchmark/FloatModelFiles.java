package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.classify.ModelFiles;
import io.framewatch.mobileformer.ModelFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The float graph of a Mobile-Former's folder, with a matching manifest. */
record FloatModelFiles(Path folder) implements ModelFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String INPUT =
            """
            {"layout": "NCHW", "type": "float32",
             "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
            """;

    @Override
    public InputStream open(String name) throws IOException {
        return name.equals(MANIFEST)
                ? new ByteArrayInputStream(manifest())
                : Files.newInputStream(folder.resolve(ModelFolder.FLOAT_MODEL));
    }

    private byte[] manifest() throws IOException {
        JsonNode manifest = JSON.readTree(folder.resolve(ModelFolder.MANIFEST).toFile());
        ((ObjectNode) manifest.get("input")).setAll((ObjectNode) JSON.readTree(INPUT));
        return JSON.writeValueAsBytes(manifest);
    }
}

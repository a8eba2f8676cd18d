package io.framewatch.mobileformer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The file {@code manifest.json} of a model folder: the model's inputs, outputs and labels. */
final class Manifest {

    private static final JsonMapper JSON = new JsonMapper();

    private Manifest() {}

    /**
     * The manifest of a graph with input {@link ImageForm#UINT8_NHWC}, as indented JSON: the same
     * bytes on every platform.
     */
    static byte[] json(ModelDescription description) throws JsonProcessingException {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("name", description.name());
        manifest.put("version", description.version());
        manifest.set("input", input());
        manifest.put("logits", PortableGraph.LOGITS);
        manifest.put("embedding", PortableGraph.EMBEDDING);
        ArrayNode labels = manifest.putArray("labels");
        description.labels().forEach(labels::add);
        manifest.put("trained", description.trained());
        manifest.put("weights", description.weights());
        if (!description.training().isEmpty()) {
            manifest.set("training", JSON.valueToTree(description.training()));
        }
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsBytes(manifest);
    }

    /** The graph normalises, so the input has no mean and no standard deviation. */
    private static ObjectNode input() {
        return JSON.createObjectNode()
                .put("name", ImageForm.INPUT)
                .put("width", Variant.RESOLUTION)
                .put("height", Variant.RESOLUTION)
                .put("layout", "NHWC")
                .put("type", "uint8")
                .putNull("mean")
                .putNull("std");
    }
}

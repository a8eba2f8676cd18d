package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A graph with the metadata of a model. */
final class OnnxModel {

    static final String PRODUCER = "framewatch";

    private OnnxModel() {}

    static ModelProto of(
            Variant variant, Weights weights, ModelDescription description, ImageForm form)
            throws JsonProcessingException {
        ModelProto.Builder model =
                PortableGraph.of(variant, weights, form).setProducerName(PRODUCER);
        metadata(variant, description, form)
                .forEach((key, value) -> model.addMetadataProps(entry(key, value)));
        return model.build();
    }

    /** The network of a stored graph; empty if this library did not write it. */
    static Optional<Variant> variant(ModelProto stored) {
        if (!stored.getProducerName().equals(PRODUCER)) {
            return Optional.empty();
        }
        Map<String, String> metadata = new HashMap<>();
        stored.getMetadataPropsList()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return Optional.of(
                Variant.named(metadata.get("variant"))
                        .withWidth(Double.parseDouble(metadata.getOrDefault("width", "1")))
                        .withTokens(Integer.parseInt(metadata.get("tokens")))
                        .withClasses(classes(stored.getGraph()))
                        .with(Ablation.valueOf(metadata.get("ablation"))));
    }

    private static int classes(GraphProto graph) {
        return (int)
                graph.getOutput(0).getType().getTensorType().getShape().getDim(1).getDimValue();
    }

    private static Map<String, String> metadata(
            Variant variant, ModelDescription description, ImageForm form)
            throws JsonProcessingException {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("name", description.name());
        metadata.put("version", description.version());
        metadata.put("variant", variant.name());
        metadata.put("tokens", Integer.toString(variant.tokens().number()));
        metadata.put("ablation", variant.ablation().name());
        metadata.put("width", Double.toString(variant.mobile().width()));
        metadata.put("labels", new JsonMapper().writeValueAsString(description.labels()));
        metadata.put("preprocessing", preprocessing(form));
        metadata.put("trained", Boolean.toString(description.trained()));
        metadata.put("weights", description.weights());
        description.training().forEach((name, figure) -> metadata.put("training." + name, figure));
        return metadata;
    }

    private static String preprocessing(ImageForm form) {
        String crop = "short side to 256, centre crop 224x224, RGB, ";
        return crop
                + switch (form) {
                    case UINT8_NHWC -> "uint8 NHWC 0..255, normalised in the graph";
                    case FLOAT_NCHW ->
                            "float32 NCHW 0..1, minus 0.485 0.456 0.406, divided by 0.229 0.224 0.225";
                };
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}

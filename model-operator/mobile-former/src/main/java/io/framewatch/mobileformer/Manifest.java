package io.framewatch.mobileformer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/**
 * The file {@code manifest.json} of a model folder: the inputs, outputs and labels of the model.
 *
 * @param training figures of the training by name; left out if there are none
 */
record Manifest(
        String name,
        String version,
        Input input,
        String logits,
        String embedding,
        List<String> labels,
        boolean trained,
        String weights,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> training) {

    /**
     * The form of an input image.
     *
     * @param mean for float inputs three means in 0..1; null if the graph normalises
     * @param std for float inputs three standard deviations in 0..1; null if the graph normalises
     */
    record Input(
            String name,
            int width,
            int height,
            String layout,
            String type,
            double[] mean,
            double[] std) {}

    /** The manifest of a graph with input {@link ImageForm#UINT8_NHWC}. */
    static Manifest of(ModelDescription description) {
        return new Manifest(
                description.name(),
                description.version(),
                new Input(
                        ImageForm.INPUT,
                        Variant.RESOLUTION,
                        Variant.RESOLUTION,
                        "NHWC",
                        "uint8",
                        null,
                        null),
                PortableGraph.LOGITS,
                PortableGraph.EMBEDDING,
                description.labels(),
                description.trained(),
                description.weights(),
                description.training());
    }

    /** As indented JSON, the same bytes on every platform. */
    byte[] toJson() throws JsonProcessingException {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JsonMapper.builder().build().writer(printer).writeValueAsBytes(this);
    }
}

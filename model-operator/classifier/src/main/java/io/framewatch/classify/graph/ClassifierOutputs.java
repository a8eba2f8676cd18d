package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The outputs of a classifier's graph.
 *
 * @param logits one logit a label
 * @param embedding the input of the last layer; null if there is none
 */
public record ClassifierOutputs(OutputRow logits, OutputRow embedding) {

    /** Operators that keep the elements and their order. */
    private static final Set<String> VIEWS =
            Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout", "Cast");

    /**
     * Operators that may stand between the last layer and the logits: element-wise or for each
     * channel.
     */
    private static final Set<String> AFTER_THE_LAYER =
            Set.of(
                    "Relu",
                    "Clip",
                    "Transpose",
                    "GlobalAveragePool",
                    "AveragePool",
                    "ReduceMean",
                    "QuantizeLinear",
                    "DequantizeLinear");

    private static final Set<String> WITH_A_CONSTANT = Set.of("Add", "Sub", "Mul", "Div");
    private static final Set<String> LAYERS = Set.of("Gemm", "MatMul", "Conv");

    /**
     * Finds the logits, the input of a final softmax, and the embedding, the input of the last
     * layer.
     *
     * @param output the output that the manifest names
     * @throws GraphRefusedException if there is no such output
     */
    public static ClassifierOutputs find(ObservedGraph graph, String output)
            throws GraphRefusedException {
        String logits = logits(graph, output);
        return new ClassifierOutputs(logitsRow(graph, logits), embedding(graph, logits));
    }

    /**
     * The same with an embedding that the user names.
     *
     * @param embedding name of a tensor with one vector, or one map a channel, for each image
     * @throws GraphRefusedException if there is no such output, or the tensor is not of that kind
     */
    public static ClassifierOutputs find(ObservedGraph graph, String output, String embedding)
            throws GraphRefusedException {
        if (!graph.isOfImages(embedding)) {
            OutputRow found = find(graph, output).embedding();
            throw new GraphRefusedException(
                    "embedding '%s' is no tensor that the graph computes of images%s"
                            .formatted(
                                    embedding,
                                    found == null
                                            ? ""
                                            : ": by itself '%s' is found"
                                                    .formatted(found.source())));
        }
        OutputRow row =
                row(graph, embedding, true)
                        .orElseThrow(
                                () ->
                                        new GraphRefusedException(
                                                "embedding '%s' must be floats, one vector or one map a channel for each image"
                                                        .formatted(embedding)));
        return new ClassifierOutputs(logitsRow(graph, logits(graph, output)), row);
    }

    /** Whether the unchanged graph has these outputs. */
    public boolean areIn(ObservedGraph graph) {
        return isIn(graph, logits) && (embedding == null || isIn(graph, embedding));
    }

    /** Name of the output of logits. */
    public String logitsName() {
        return logits.name();
    }

    /** Name of the output of embeddings; null if there is none. */
    public String embeddingName() {
        return embedding == null ? null : embedding.name();
    }

    List<OutputRow> rows() {
        return embedding == null ? List.of(logits) : List.of(logits, embedding);
    }

    private static boolean isIn(ObservedGraph graph, OutputRow row) {
        return graph.isOutput(row.name()) && !row.isReshaped();
    }

    private static OutputRow logitsRow(ObservedGraph graph, String logits)
            throws GraphRefusedException {
        ObservedTensor tensor = graph.tensor(logits);
        return OutputRow.of(logits, tensor, tensor.size() / graph.batch());
    }

    private static String logits(ObservedGraph graph, String output) throws GraphRefusedException {
        if (!graph.isOutput(output)) {
            throw new GraphRefusedException(
                    "graph has outputs %s: must have '%s'".formatted(graph.outputs(), output));
        }
        Optional<NodeProto> last = graph.producer(output);
        while (last.isPresent() && VIEWS.contains(last.get().getOpType())) {
            last = graph.producer(last.get().getInput(0));
        }
        return last.isPresent() && isSoftmaxOverLabels(graph, last.get(), output)
                ? last.get().getInput(0)
                : output;
    }

    private static boolean isSoftmaxOverLabels(ObservedGraph graph, NodeProto node, String output)
            throws GraphRefusedException {
        return node.getOpType().equals("Softmax")
                && SoftmaxAxes.length(graph, node) == graph.tensor(output).size() / graph.batch();
    }

    private static OutputRow embedding(ObservedGraph graph, String logits)
            throws GraphRefusedException {
        Optional<NodeProto> layer = graph.producer(logits);
        while (layer.isPresent()) {
            NodeProto node = layer.get();
            List<String> ofImages =
                    node.getInputList().stream().filter(graph::isOfImages).distinct().toList();
            if (ofImages.size() != 1) {
                return null;
            }
            String operator = node.getOpType();
            if (LAYERS.contains(operator)) {
                return row(graph, ofImages.get(0), operator.equals("Conv")).orElse(null);
            }
            if (!VIEWS.contains(operator)
                    && !AFTER_THE_LAYER.contains(operator)
                    && !WITH_A_CONSTANT.contains(operator)) {
                return null;
            }
            layer = graph.producer(ofImages.get(0));
        }
        return null;
    }

    /**
     * The rows of a tensor with one row an image, [batch, F] or [batch, F, height, width]; empty
     * for another shape.
     */
    private static Optional<OutputRow> row(ObservedGraph graph, String name, boolean isPooled)
            throws GraphRefusedException {
        ObservedTensor tensor = graph.tensor(name);
        long[] shape = tensor.shape();
        if (!tensor.isFloat() || shape.length < 2 || shape[0] != graph.batch()) {
            return Optional.empty();
        }
        long values = tensor.size() / shape[0];
        if (values == shape[1] || values == shape[shape.length - 1]) {
            return Optional.of(OutputRow.of(name, tensor, values));
        }
        return shape.length == 4 && isPooled
                ? Optional.of(OutputRow.pooled(name, shape[1]))
                : Optional.empty();
    }
}

package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A classifier's graph with the tensors of one run. Immutable. */
public final class ObservedGraph {

    private static final Set<String> SHAPE_OPERATORS = Set.of("Shape", "Size");

    private final ModelProto model;
    private final String input;
    private final int batch;
    private final Map<String, ObservedTensor> tensors;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Set<String> ofImages = new HashSet<>();

    /**
     * Combines graph and run.
     *
     * @param input name of the image input
     * @param batch number of images of the run
     * @param observed outputs of the nodes in the run, by name
     */
    public ObservedGraph(
            ModelProto model, String input, int batch, Map<String, ObservedTensor> observed) {
        this.model = model;
        this.input = input;
        this.batch = batch;
        this.tensors = new HashMap<>(observed);
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            tensors.put(tensor.getName(), ObservedTensor.stored(tensor));
        }
        ofImages.add(input);
        for (NodeProto node : model.getGraph().getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            if (!isOfShape(node) && Nodes.inputs(node).anyMatch(ofImages::contains)) {
                ofImages.addAll(node.getOutputList());
            }
        }
    }

    /**
     * The number of images that a graph requires in a run.
     *
     * @return empty if it leaves the number open, or has no such input
     */
    public static Optional<Integer> fixedBatch(ModelProto model, String input) {
        return model.getGraph().getInputList().stream()
                .filter(value -> value.getName().equals(input))
                .map(value -> value.getType().getTensorType().getShape())
                .filter(shape -> shape.getDimCount() > 0 && shape.getDim(0).getDimValue() > 0)
                .map(shape -> (int) shape.getDim(0).getDimValue())
                .findFirst();
    }

    ModelProto model() {
        return model;
    }

    List<NodeProto> nodes() {
        return model.getGraph().getNodeList();
    }

    String input() {
        return input;
    }

    /** Number of images of the run. */
    public int batch() {
        return batch;
    }

    /** Version of the standard operators. */
    long operatorSet() {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
    }

    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    /** A tensor of the run. */
    ObservedTensor tensor(String name) throws GraphRefusedException {
        ObservedTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new GraphRefusedException("tensor '%s' had no shape in a run".formatted(name));
        }
        return tensor;
    }

    long[] shape(String tensor) throws GraphRefusedException {
        return tensor(tensor).shape();
    }

    Optional<NodeProto> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    /** Whether a tensor depends on pixel values, not only on the shape. */
    boolean isOfImages(String tensor) {
        return ofImages.contains(tensor);
    }

    static boolean isOfShape(NodeProto node) {
        return SHAPE_OPERATORS.contains(node.getOpType());
    }

    boolean isOutput(String tensor) {
        return outputs().contains(tensor);
    }

    List<String> outputs() {
        return model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    }
}

package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An edited graph whose only outputs are those of a classifier.
 *
 * @param model the graph
 * @param changedNodes number of changed nodes
 */
public record BatchEdit(ModelProto model, int changedNodes) {

    private static final Dimension ANY = Dimension.newBuilder().setDimParam("N").build();

    /** The graph for batches of the run's size, with unchanged nodes. */
    public static ModelProto asObserved(ObservedGraph graph, ClassifierOutputs outputs) {
        Dimension batch = Dimension.newBuilder().setDimValue(graph.batch()).build();
        return write(graph, live(graph.nodes(), outputs), outputs, batch);
    }

    /** The graph for batches of any size, with unchanged nodes. */
    public static ModelProto opened(ObservedGraph graph, ClassifierOutputs outputs) {
        return write(graph, live(graph.nodes(), outputs), outputs, ANY);
    }

    /**
     * The graph for batches of any size, with edited nodes.
     *
     * @throws GraphRefusedException if a node cannot be edited
     */
    public static BatchEdit of(ObservedGraph graph, ClassifierOutputs outputs)
            throws GraphRefusedException {
        List<BatchStep> steps = new BatchWalk(graph, live(graph.nodes(), outputs)).steps(outputs);
        List<NodeProto> nodes =
                live(steps.stream().flatMap(step -> step.nodes().stream()).toList(), outputs);
        int changed = (int) steps.stream().filter(BatchStep::isChanged).count();
        return new BatchEdit(write(graph, nodes, outputs, ANY), changed);
    }

    /** The nodes that lead to the outputs. */
    private static List<NodeProto> live(List<NodeProto> nodes, ClassifierOutputs outputs) {
        Set<String> needed = new HashSet<>();
        outputs.rows().forEach(row -> needed.add(row.source()));
        List<NodeProto> live = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto node = nodes.get(i);
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                Nodes.inputs(node).forEach(needed::add);
                live.add(node);
            }
        }
        Collections.reverse(live);
        return live;
    }

    private static ModelProto write(
            ObservedGraph observed,
            List<NodeProto> nodes,
            ClassifierOutputs outputs,
            Dimension batch) {
        GraphProto.Builder graph = observed.model().getGraph().toBuilder();
        graph.clearValueInfo().clearNode().addAllNode(nodes).clearOutput();
        for (OutputRow row : outputs.rows()) {
            graph.addAllNode(row.nodes()).addOutput(row.info(batch));
        }
        for (ValueInfoProto.Builder input : graph.getInputBuilderList()) {
            if (input.getName().equals(observed.input())) {
                input.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().setDim(0, batch);
            }
        }
        removeUnused(graph);
        return observed.model().toBuilder().setGraph(graph).build();
    }

    private static void removeUnused(GraphProto.Builder graph) {
        Set<String> used = new HashSet<>();
        graph.getNodeList().forEach(node -> Nodes.inputs(node).forEach(used::add));
        List<TensorProto> kept =
                graph.getInitializerList().stream()
                        .filter(tensor -> used.contains(tensor.getName()))
                        .toList();
        Set<String> dropped = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> dropped.add(tensor.getName()));
        kept.forEach(tensor -> dropped.remove(tensor.getName()));
        List<ValueInfoProto> inputs =
                graph.getInputList().stream()
                        .filter(input -> !dropped.contains(input.getName()))
                        .toList();
        graph.clearInitializer().addAllInitializer(kept).clearInput().addAllInput(inputs);
    }
}

package io.framewatch.classify.graph;

import static io.framewatch.classify.graph.GraphRefusedException.at;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;

/**
 * The inputs of nodes and their batch axes.
 *
 * @param graph the graph of the nodes
 * @param axes batch axes of the tensors before a node, by name
 */
record BatchInputs(ObservedGraph graph, Map<String, BatchAxis> axes) {

    boolean areImages(String tensor) {
        return axes.containsKey(tensor);
    }

    long[] shape(String tensor) throws GraphRefusedException {
        return graph.shape(tensor);
    }

    /** The batch axis of the output, which must have the same length there. */
    BatchAxis kept(NodeProto node, BatchAxis in, long[] shape, int added)
            throws GraphRefusedException {
        long[] out = graph.shape(node.getOutput(0));
        int axis = in.axis() + added;
        if (axis < 0 || axis >= out.length || out[axis] != shape[in.axis()]) {
            throw at(node, "is not known to keep the images of a batch apart");
        }
        return in.at(axis);
    }

    /**
     * The batch axis of all inputs, counted in the input of the highest rank. All inputs must
     * agree.
     */
    BatchAxis common(NodeProto node) throws GraphRefusedException {
        int rank = graph.shape(node.getOutput(0)).length;
        BatchAxis found = null;
        for (String name : node.getInputList()) {
            if (axes.containsKey(name)) {
                BatchAxis in = axes.get(name);
                long[] shape = graph.shape(name);
                found = same(node, found, kept(node, in, shape, rank - shape.length));
            }
        }
        return found;
    }

    /** The first input with images. */
    String images(NodeProto node) {
        return node.getInputList().stream().filter(axes::containsKey).findFirst().orElseThrow();
    }

    /** The batch axes of two inputs; null for one without images. */
    static BatchAxis same(NodeProto node, BatchAxis one, BatchAxis other)
            throws GraphRefusedException {
        if (one != null && !one.equals(other)) {
            throw at(node, "has inputs with the images in different dimensions");
        }
        return other;
    }

    /** The batch axis of an input, which must have images. */
    BatchAxis axisOf(NodeProto node, int input) throws GraphRefusedException {
        BatchAxis axis = axes.get(node.getInput(input));
        if (axis == null) {
            throw at(node, "has indices or a shape computed from pixels");
        }
        return axis;
    }

    /** Integers of an attribute or, in later operator sets, of an input; empty if left out. */
    long[] integers(NodeProto node, String name, int input) throws GraphRefusedException {
        if (node.getInputCount() <= input || node.getInput(input).isEmpty()) {
            return Nodes.attribute(node, name).stream()
                    .flatMap(attribute -> attribute.getIntsList().stream())
                    .mapToLong(Long::longValue)
                    .toArray();
        }
        long[] integers = graph.tensor(node.getInput(input)).integers();
        if (integers == null || axes.containsKey(node.getInput(input))) {
            throw at(node, "has no constant " + name);
        }
        return integers;
    }

    /** A dimension; negative numbers count from the end. */
    static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : Math.min(axis, Integer.MAX_VALUE));
    }
}

package io.framewatch.classify.graph;

import static io.framewatch.classify.graph.GraphRefusedException.at;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;

/**
 * What nodes read, and where the images lie in it.
 *
 * @param graph the graph of the nodes
 * @param axes where the images lie in the tensors before a node
 */
record BatchInputs(ObservedGraph graph, Map<String, BatchAxis> axes) {

    boolean areImages(String tensor) {
        return axes.containsKey(tensor);
    }

    long[] shape(String tensor) throws GraphRefusedException {
        return graph.shape(tensor);
    }

    /** The images' dimension in the output, which must be as long there. */
    BatchAxis kept(NodeProto node, BatchAxis in, long[] shape, int added)
            throws GraphRefusedException {
        long[] out = graph.shape(node.getOutput(0));
        int axis = in.axis() + added;
        if (axis < 0 || axis >= out.length || out[axis] != shape[in.axis()]) {
            throw at(node, "is not known to keep the images of a batch apart");
        }
        return in.at(axis);
    }

    /** Where the images lie in all inputs, as dimension of the longest; they must agree. */
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

    /** Where the images lie in two inputs; null for one that has none. */
    static BatchAxis same(NodeProto node, BatchAxis one, BatchAxis other)
            throws GraphRefusedException {
        if (one != null && !one.equals(other)) {
            throw at(node, "brings images together that lie on different dimensions");
        }
        return other;
    }

    /** Where the images lie in an input, which must have some. */
    BatchAxis axisOf(NodeProto node, int input) throws GraphRefusedException {
        BatchAxis axis = axes.get(node.getInput(input));
        if (axis == null) {
            throw at(node, "takes where to look from the pixels");
        }
        return axis;
    }

    /** Integers that are an attribute, or, in later operator sets, an input; none if left out. */
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

    /** A dimension, which may be counted from the end. */
    static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : Math.min(axis, Integer.MAX_VALUE));
    }
}

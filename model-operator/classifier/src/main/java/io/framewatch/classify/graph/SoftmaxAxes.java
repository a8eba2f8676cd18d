package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;

/**
 * The dimensions of a softmax: up to operator set 12 all from its axis on, since 13 its axis alone.
 */
final class SoftmaxAxes {

    private static final int ONE_AXIS = 13;

    private SoftmaxAxes() {}

    /** The first dimension. */
    static int first(ObservedGraph graph, NodeProto node) throws GraphRefusedException {
        int rank = graph.shape(node.getInput(0)).length;
        long axis = Nodes.attribute(node, "axis", isOne(graph) ? -1 : 1);
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** Whether there is only one. */
    static boolean isOne(ObservedGraph graph) {
        return graph.operatorSet() >= ONE_AXIS;
    }

    /** Number of elements that add up to 1. */
    static long length(ObservedGraph graph, NodeProto node) throws GraphRefusedException {
        long[] shape = graph.shape(node.getInput(0));
        int first = first(graph, node);
        return isOne(graph)
                ? shape[first]
                : ObservedTensor.product(Arrays.copyOfRange(shape, first, shape.length));
    }
}

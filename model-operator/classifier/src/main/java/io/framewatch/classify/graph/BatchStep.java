package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/**
 * How a node goes on with batches of any size.
 *
 * @param axis where the images lie in its outputs; null if those hang on no pixel
 * @param nodes what takes its place
 * @param isChanged whether that is another node
 */
record BatchStep(BatchAxis axis, List<NodeProto> nodes, boolean isChanged) {

    static BatchStep kept(NodeProto node, BatchAxis axis) {
        return new BatchStep(axis, List.of(node), false);
    }

    static BatchStep changed(BatchAxis axis, NodeProto... nodes) {
        return new BatchStep(axis, List.of(nodes), true);
    }
}

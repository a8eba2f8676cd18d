package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/**
 * The edit of a node for batches of any size.
 *
 * @param axis batch axis of its outputs; null if they do not depend on pixels
 * @param nodes the nodes that replace it
 * @param isChanged whether they differ from the node
 */
record BatchStep(BatchAxis axis, List<NodeProto> nodes, boolean isChanged) {

    static BatchStep kept(NodeProto node, BatchAxis axis) {
        return new BatchStep(axis, List.of(node), false);
    }

    static BatchStep changed(BatchAxis axis, NodeProto... nodes) {
        return new BatchStep(axis, List.of(nodes), true);
    }
}

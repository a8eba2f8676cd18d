package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;

/** A graph that cannot be edited correctly. The message names the node or tensor and the reason. */
public final class GraphRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Refuses with a reason. */
    public GraphRefusedException(String message) {
        super(message);
    }

    /** Refuses with a cause. */
    public GraphRefusedException(String message, GraphRefusedException cause) {
        super(message, cause);
    }

    static GraphRefusedException at(NodeProto node, String reason) {
        return new GraphRefusedException(Nodes.title(node) + " " + reason);
    }
}

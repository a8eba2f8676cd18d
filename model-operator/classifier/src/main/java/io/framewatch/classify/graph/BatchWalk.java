package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Follows the images of a batch from the input to the outputs. If a node has several possible
 * edits, the likeliest is tried first, and the next one once a later node is refused.
 */
final class BatchWalk {

    private static final int MAX_REFUSALS = 10_000;

    private final ObservedGraph graph;
    private final List<NodeProto> nodes;
    private final Map<String, BatchAxis> axes = new HashMap<>();
    private final BatchStep[] steps;
    private final Deque<Choice> choices = new ArrayDeque<>();
    private GraphRefusedException furthest;
    private int furthestNode = -1;
    private int refusals;

    /** The edits of a node that were not tried yet. */
    private record Choice(int node, Iterator<BatchStep> others) {}

    /**
     * A walk over nodes in the order in which they run.
     *
     * @param nodes the nodes that the outputs depend on
     */
    BatchWalk(ObservedGraph graph, List<NodeProto> nodes) {
        this.graph = graph;
        this.nodes = nodes;
        this.steps = new BatchStep[nodes.size()];
        axes.put(graph.input(), BatchAxis.FIRST);
    }

    /**
     * Walks to the end.
     *
     * @return the edit of each node
     * @throws GraphRefusedException if no combination of edits reaches the end; that of the last
     *     node reached
     */
    List<BatchStep> steps(ClassifierOutputs outputs) throws GraphRefusedException {
        BatchRules rules = new BatchRules(graph, axes);
        int node = 0;
        while (true) {
            try {
                for (; node < nodes.size(); node++) {
                    Iterator<BatchStep> ways = ways(rules, nodes.get(node));
                    take(node, ways.next());
                    if (ways.hasNext()) {
                        choices.push(new Choice(node, ways));
                    }
                }
                requireFirst(outputs);
                return List.of(steps);
            } catch (GraphRefusedException e) {
                node = back(node, e) + 1;
            }
        }
    }

    private Iterator<BatchStep> ways(BatchRules rules, NodeProto node)
            throws GraphRefusedException {
        boolean isOfImages = Nodes.inputs(node).anyMatch(axes::containsKey);
        return isOfImages
                ? rules.steps(node).iterator()
                : List.of(BatchStep.kept(node, null)).iterator();
    }

    private void take(int node, BatchStep step) {
        steps[node] = step;
        for (String output : nodes.get(node).getOutputList()) {
            if (step.axis() == null) {
                axes.remove(output);
            } else {
                axes.put(output, step.axis());
            }
        }
    }

    /** Takes the next edit of the last node that has one, and returns that node. */
    private int back(int refused, GraphRefusedException reason) throws GraphRefusedException {
        if (refused > furthestNode) {
            furthestNode = refused;
            furthest = reason;
        }
        refusals++;
        if (choices.isEmpty() || refusals > MAX_REFUSALS) {
            throw furthest;
        }
        Choice choice = choices.peek();
        take(choice.node, choice.others.next());
        if (!choice.others.hasNext()) {
            choices.pop();
        }
        return choice.node;
    }

    private void requireFirst(ClassifierOutputs outputs) throws GraphRefusedException {
        for (OutputRow row : outputs.rows()) {
            BatchAxis axis = axes.get(row.source());
            if (axis == null || !isFirst(row.source(), axis)) {
                throw new GraphRefusedException(
                        "tensor '%s' is not one row an image".formatted(row.source()));
            }
        }
    }

    private boolean isFirst(String tensor, BatchAxis axis) throws GraphRefusedException {
        long[] shape = graph.shape(tensor);
        long before = axis.outer();
        for (int i = 0; i < axis.axis(); i++) {
            before *= shape[i];
        }
        return before == 1;
    }
}

package io.framewatch.classify.graph;

import static io.framewatch.classify.graph.GraphRefusedException.at;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Edits nodes for batches of any size. Most nodes stay as they are; nodes with the number of images
 * in a constant are replaced.
 */
final class BatchRules {

    /** The input of Resize with the output sizes. */
    private static final int SIZES = 3;

    private final BatchInputs inputs;
    private final BatchAxisRules rules;

    /**
     * The rules of a graph.
     *
     * @param axes batch axes of the tensors before a node, by name
     */
    BatchRules(ObservedGraph graph, Map<String, BatchAxis> axes) {
        this.inputs = new BatchInputs(graph, axes);
        this.rules = new BatchAxisRules(inputs);
    }

    /** The possible edits of a node, the likeliest first; at least one. */
    List<BatchStep> steps(NodeProto node) throws GraphRefusedException {
        if (ObservedGraph.isOfShape(node)) {
            return List.of(BatchStep.changed(null, shape(node)));
        }
        if (Nodes.hasSubgraphs(node)) {
            throw at(node, "chooses at run time what is computed");
        }
        return switch (node.getOpType()) {
            case "Reshape", "Flatten" -> views(node);
            case "Concat" -> List.of(concat(node));
            case "Expand" -> List.of(expand(node));
            case "Resize" -> List.of(resize(node));
            default -> List.of(BatchStep.kept(node, rules.axis(node)));
        };
    }

    private NodeProto shape(NodeProto node) throws GraphRefusedException {
        long[] shape = inputs.shape(node.getInput(0));
        if (node.getOpType().equals("Size")) {
            return Nodes.scalar(node.getOutput(0), ObservedTensor.product(shape));
        }
        int start = clamp(Nodes.attribute(node, "start", 0), shape.length);
        int end = clamp(Nodes.attribute(node, "end", shape.length), shape.length);
        return Nodes.constant(
                node.getOutput(0), Arrays.copyOfRange(shape, start, Math.max(start, end)));
    }

    private List<BatchStep> views(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        long[] viewed = inputs.shape(node.getOutput(0));
        List<BatchStep> steps = new ArrayList<>();
        for (BatchAxis place :
                in.viewed(inputs.shape(node.getInput(0)), viewed, inputs.graph().batch())) {
            steps.add(
                    isOpen(node, in, place)
                            ? BatchStep.kept(node, place)
                            : reshape(node, viewed, place));
        }
        if (steps.isEmpty()) {
            throw at(
                    node,
                    "mixes parts of two images in one row: %s becomes %s"
                            .formatted(
                                    Arrays.toString(inputs.shape(node.getInput(0))),
                                    Arrays.toString(viewed)));
        }
        return steps;
    }

    /** Whether a view works for any number of images without an edit. */
    private boolean isOpen(NodeProto node, BatchAxis in, BatchAxis place)
            throws GraphRefusedException {
        if (node.getOpType().equals("Flatten")) {
            return in.axis() == 0 && Nodes.attribute(node, "axis", 1) == 1;
        }
        long[] wanted =
                isStored(node.getInput(1))
                        ? inputs.graph().tensor(node.getInput(1)).integers()
                        : null;
        if (wanted == null) {
            return false;
        }
        boolean isCopied = in.axis() < wanted.length && wanted[in.axis()] == 0;
        return isCopied ? place.equals(in) : wanted[place.axis()] == -1;
    }

    /** Whether a tensor is a constant, not computed from the shape of another. */
    private boolean isStored(String tensor) {
        return inputs.graph()
                .producer(tensor)
                .map(node -> node.getOpType().equals("Constant"))
                .orElse(true);
    }

    private static BatchStep reshape(NodeProto node, long[] viewed, BatchAxis place) {
        String output = node.getOutput(0);
        long[] shape = viewed.clone();
        shape[place.axis()] = -1;
        return BatchStep.changed(
                place,
                Nodes.constant(output + "_shape", shape),
                Nodes.node("Reshape", output, node.getInput(0), output + "_shape"));
    }

    /** Repeats a value that is the same for every image, such as a class token, for each image. */
    private BatchStep concat(NodeProto node) throws GraphRefusedException {
        int rank = inputs.shape(node.getOutput(0)).length;
        if (inputs.axes().get(inputs.images(node)).axis()
                == BatchInputs.axis(Nodes.attribute(node, "axis", 0), rank)) {
            throw at(node, "joins images and other data into one batch");
        }
        BatchAxis in = inputs.common(node);
        List<NodeProto> nodes = new ArrayList<>();
        NodeProto.Builder joined = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (!inputs.areImages(node.getInput(i))) {
                joined.setInput(i, repeat(node, i, in, nodes));
            }
        }
        nodes.add(joined.build());
        return nodes.size() == 1
                ? BatchStep.kept(node, in)
                : new BatchStep(in, List.copyOf(nodes), true);
    }

    private String repeat(NodeProto node, int input, BatchAxis in, List<NodeProto> nodes)
            throws GraphRefusedException {
        long[] shape = inputs.shape(node.getInput(input));
        if (shape[in.axis()] != 1) {
            throw at(
                    node,
                    "joins images with a constant for %d of them".formatted(shape[in.axis()]));
        }
        long[] once = new long[shape.length];
        Arrays.fill(once, 1);
        String name = node.getOutput(0) + "_" + input;
        String wanted = shape(name, inputs.images(node), in, once, nodes);
        nodes.add(Nodes.node("Expand", name, node.getInput(input), wanted));
        return name;
    }

    /**
     * Adds the nodes that compute a shape: constants around the batch dimension of a tensor.
     *
     * @return name of the shape
     */
    private static String shape(
            String name, String images, BatchAxis in, long[] others, List<NodeProto> nodes) {
        List<String> parts = new ArrayList<>();
        if (in.axis() > 0) {
            nodes.add(Nodes.constant(name + "_before", Arrays.copyOf(others, in.axis())));
            parts.add(name + "_before");
        }
        nodes.add(Nodes.node("Shape", name + "_images_shape", images));
        nodes.add(Nodes.constant(name + "_axis", in.axis()));
        nodes.add(Nodes.node("Gather", name + "_batch", name + "_images_shape", name + "_axis"));
        parts.add(name + "_batch");
        if (in.axis() + 1 < others.length) {
            nodes.add(
                    Nodes.constant(
                            name + "_after",
                            Arrays.copyOfRange(others, in.axis() + 1, others.length)));
            parts.add(name + "_after");
        }
        nodes.add(Nodes.concat(name + "_shape", parts));
        return name + "_shape";
    }

    /** Sizes are those of all dimensions, unless only some axes are resized. */
    private BatchStep resize(NodeProto node) throws GraphRefusedException {
        BatchAxis in = rules.elementwise(node);
        long[] sizes = inputs.integers(node, "sizes", SIZES);
        long[] shape = inputs.shape(node.getOutput(0));
        if (sizes.length != shape.length) {
            return BatchStep.kept(node, in);
        }
        List<NodeProto> nodes = new ArrayList<>();
        String wanted = shape(node.getOutput(0), node.getInput(0), in, shape, nodes);
        nodes.add(node.toBuilder().setInput(SIZES, wanted).build());
        return new BatchStep(in, List.copyOf(nodes), true);
    }

    /** A 1 in the shape keeps the batch dimension of the input. */
    private BatchStep expand(NodeProto node) throws GraphRefusedException {
        long[] shape = inputs.shape(node.getOutput(0)).clone();
        inputs.axisOf(node, 0);
        BatchAxis axis = inputs.common(node);
        shape[axis.axis()] = 1;
        String output = node.getOutput(0);
        return BatchStep.changed(
                axis,
                Nodes.constant(output + "_shape", shape),
                Nodes.node("Expand", output, node.getInput(0), output + "_shape"));
    }

    private static int clamp(long axis, int rank) {
        return Math.max(0, Math.min(rank, BatchInputs.axis(axis, rank)));
    }
}

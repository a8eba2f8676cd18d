package io.framewatch.classify.graph;

import static io.framewatch.classify.graph.GraphRefusedException.at;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Where the images lie in what a node gives, by where they lie in what it reads. A node that would
 * bring images together is refused; one that is not known must keep the dimension of the images.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>
 */
final class BatchRules {

    private static final Set<String> IMAGES_FIRST =
            Set.of(
                    "Conv",
                    "ConvInteger",
                    "QLinearConv",
                    "ConvTranspose",
                    "MaxPool",
                    "AveragePool",
                    "LpPool",
                    "GlobalMaxPool",
                    "GlobalAveragePool",
                    "GlobalLpPool",
                    "QLinearGlobalAveragePool",
                    "BatchNormalization",
                    "InstanceNormalization",
                    "GroupNormalization",
                    "LRN",
                    "DepthToSpace",
                    "SpaceToDepth",
                    "Gemm");

    /** Operators whose axis is this where it is not given. */
    private static final Map<String, Long> DEFAULT_AXIS =
            Map.of("Split", 0L, "ArgMax", 0L, "ArgMin", 0L, "Gather", 0L);

    /** Operators whose axis is that of a scale, not one that they work along. */
    private static final Set<String> AXIS_OF_SCALE = Set.of("QuantizeLinear", "DequantizeLinear");

    private final ObservedGraph graph;
    private final Map<String, BatchAxis> axes;

    /**
     * The rules of a graph.
     *
     * @param axes where the images lie in the tensors before a node
     */
    BatchRules(ObservedGraph graph, Map<String, BatchAxis> axes) {
        this.graph = graph;
        this.axes = axes;
    }

    /** The ways in which a node may go on, the likeliest first; at least one. */
    List<BatchStep> steps(NodeProto node) throws GraphRefusedException {
        if (ObservedGraph.isOfShape(node)) {
            return List.of(BatchStep.changed(null, shape(node)));
        }
        if (Nodes.hasSubgraphs(node)) {
            throw at(node, "decides at run time what is computed");
        }
        return switch (node.getOpType()) {
            case "Reshape", "Flatten" -> views(node);
            case "Concat" -> List.of(concat(node));
            case "Expand" -> List.of(expand(node));
            default -> List.of(BatchStep.kept(node, axis(node)));
        };
    }

    private BatchAxis axis(NodeProto node) throws GraphRefusedException {
        String operator = node.getOpType();
        if (IMAGES_FIRST.contains(operator)) {
            return imagesFirst(node);
        }
        if (operator.startsWith("Reduce") || operator.startsWith("Arg")) {
            return reduced(node);
        }
        return switch (operator) {
            case "Transpose" -> transposed(node);
            case "Squeeze" -> squeezed(node);
            case "Unsqueeze" -> unsqueezed(node);
            case "Gather" -> gathered(node);
            case "Slice" -> sliced(node);
            case "Softmax", "LogSoftmax", "Hardmax" -> softmax(node);
            case "MatMul", "MatMulInteger", "QLinearMatMul" -> product(node);
            case "DynamicQuantizeLinear" ->
                    throw at(node, "takes one scale for all the images of a batch");
            default -> elementwise(node);
        };
    }

    private NodeProto shape(NodeProto node) throws GraphRefusedException {
        long[] shape = graph.shape(node.getInput(0));
        if (node.getOpType().equals("Size")) {
            return Nodes.scalar(node.getOutput(0), ObservedTensor.product(shape));
        }
        int start = clamp(Nodes.attribute(node, "start", 0), shape.length);
        int end = clamp(Nodes.attribute(node, "end", shape.length), shape.length);
        return Nodes.constant(
                node.getOutput(0), Arrays.copyOfRange(shape, start, Math.max(start, end)));
    }

    private List<BatchStep> views(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        long[] viewed = graph.shape(node.getOutput(0));
        List<BatchStep> steps = new ArrayList<>();
        for (BatchAxis place : in.viewed(graph.shape(node.getInput(0)), viewed, graph.batch())) {
            steps.add(
                    isOpen(node, in, place)
                            ? BatchStep.kept(node, place)
                            : reshape(node, viewed, place));
        }
        if (steps.isEmpty()) {
            throw at(
                    node,
                    "brings parts of one image and of another into one row: %s becomes %s"
                            .formatted(
                                    Arrays.toString(graph.shape(node.getInput(0))),
                                    Arrays.toString(viewed)));
        }
        return steps;
    }

    /** Whether a view fits any number of images as it is. */
    private boolean isOpen(NodeProto node, BatchAxis in, BatchAxis place)
            throws GraphRefusedException {
        if (node.getOpType().equals("Flatten")) {
            return in.axis() == 0 && Nodes.attribute(node, "axis", 1) == 1;
        }
        long[] wanted =
                isStored(node.getInput(1)) ? graph.tensor(node.getInput(1)).integers() : null;
        if (wanted == null) {
            return false;
        }
        boolean isCopied = in.axis() < wanted.length && wanted[in.axis()] == 0;
        return isCopied ? place.equals(in) : wanted[place.axis()] == -1;
    }

    /** Whether a tensor is a constant, not one that is computed from the shape of another. */
    private boolean isStored(String tensor) {
        return graph.producer(tensor).map(node -> node.getOpType().equals("Constant")).orElse(true);
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

    /** What is the same for every image, such as a class token, is repeated for each. */
    private BatchStep concat(NodeProto node) throws GraphRefusedException {
        int rank = graph.shape(node.getOutput(0)).length;
        if (axes.get(images(node)).axis() == axis(Nodes.attribute(node, "axis", 0), rank)) {
            throw at(node, "puts images and others into one batch");
        }
        BatchAxis in = common(node);
        List<NodeProto> nodes = new ArrayList<>();
        NodeProto.Builder joined = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (!axes.containsKey(node.getInput(i))) {
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
        long[] shape = graph.shape(node.getInput(input));
        if (shape[in.axis()] != 1) {
            throw at(
                    node,
                    "joins images with a constant for %d of them".formatted(shape[in.axis()]));
        }
        String name = node.getOutput(0) + "_" + input;
        List<String> dimensions = new ArrayList<>();
        nodes.add(Nodes.node("Shape", name + "_shape", images(node)));
        nodes.add(Nodes.constant(name + "_axis", in.axis()));
        nodes.add(Nodes.node("Gather", name + "_batch", name + "_shape", name + "_axis"));
        nodes.add(Nodes.constant(name + "_one", 1));
        IntStream.range(0, shape.length)
                .forEach(i -> dimensions.add(name + (i == in.axis() ? "_batch" : "_one")));
        nodes.add(Nodes.concat(name + "_repeated_shape", dimensions));
        nodes.add(
                Nodes.node(
                        "Expand",
                        name + "_repeated",
                        node.getInput(input),
                        name + "_repeated_shape"));
        return name + "_repeated";
    }

    /** A dimension of 1 leaves the other as it is. */
    private BatchStep expand(NodeProto node) throws GraphRefusedException {
        long[] shape = graph.shape(node.getOutput(0)).clone();
        axisOf(node, 0);
        BatchAxis axis = common(node);
        shape[axis.axis()] = 1;
        String output = node.getOutput(0);
        return BatchStep.changed(
                axis,
                Nodes.constant(output + "_shape", shape),
                Nodes.node("Expand", output, node.getInput(0), output + "_shape"));
    }

    private BatchAxis imagesFirst(NodeProto node) throws GraphRefusedException {
        BatchAxis in = common(node);
        boolean isFirst =
                axes.containsKey(node.getInput(0))
                        && in.axis() == 0
                        && Nodes.attribute(node, "transA", 0) == 0;
        if (!isFirst) {
            throw at(node, "works over the images of a batch");
        }
        return in;
    }

    private BatchAxis reduced(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int rank = graph.shape(node.getInput(0)).length;
        boolean isOne = node.getOpType().startsWith("Arg");
        long[] reduced =
                isOne ? new long[] {Nodes.attribute(node, "axis", 0)} : integers(node, "axes", 1);
        boolean isNone = Nodes.attribute(node, "noop_with_empty_axes", 0) == 1;
        if (reduced.length == 0 && !isNone) {
            reduced = LongStream.range(0, rank).toArray();
        }
        return without(node, in, reduced, Nodes.attribute(node, "keepdims", 1) == 1);
    }

    private BatchAxis squeezed(NodeProto node) throws GraphRefusedException {
        long[] shape = graph.shape(node.getInput(0));
        long[] squeezed = integers(node, "axes", 1);
        if (squeezed.length == 0) {
            squeezed =
                    IntStream.range(0, shape.length)
                            .filter(i -> shape[i] == 1)
                            .asLongStream()
                            .toArray();
        }
        return without(node, axisOf(node, 0), squeezed, false);
    }

    private BatchAxis without(NodeProto node, BatchAxis in, long[] removed, boolean isKept)
            throws GraphRefusedException {
        int rank = graph.shape(node.getInput(0)).length;
        int before = 0;
        for (long axis : removed) {
            if (axis(axis, rank) == in.axis()) {
                throw at(node, "takes the dimension of the images away");
            }
            before += axis(axis, rank) < in.axis() ? 1 : 0;
        }
        return isKept ? in : in.at(in.axis() - before);
    }

    private BatchAxis unsqueezed(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int rank = graph.shape(node.getOutput(0)).length;
        int axis = in.axis();
        int[] added =
                LongStream.of(integers(node, "axes", 1))
                        .mapToInt(added0 -> axis(added0, rank))
                        .sorted()
                        .toArray();
        for (int place : added) {
            axis += place <= axis ? 1 : 0;
        }
        return in.at(axis);
    }

    private BatchAxis transposed(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int rank = graph.shape(node.getInput(0)).length;
        List<Long> order =
                Nodes.attribute(node, "perm").map(AttributeProto::getIntsList).orElse(List.of());
        return in.at(order.isEmpty() ? rank - 1 - in.axis() : order.indexOf((long) in.axis()));
    }

    private BatchAxis gathered(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int rank = graph.shape(node.getInput(0)).length;
        int axis = axis(Nodes.attribute(node, "axis", 0), rank);
        if (axis == in.axis() || axes.containsKey(node.getInput(1))) {
            throw at(node, "picks images out of a batch");
        }
        int picked = graph.shape(node.getInput(1)).length;
        return axis < in.axis() ? in.at(in.axis() + picked - 1) : in;
    }

    private BatchAxis sliced(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int rank = graph.shape(node.getInput(0)).length;
        long[] starts = integers(node, "starts", 1);
        long[] ends = integers(node, "ends", 2);
        long[] given = integers(node, "axes", 3);
        long[] sliced = given.length == 0 ? LongStream.range(0, starts.length).toArray() : given;
        for (int i = 0; i < sliced.length; i++) {
            boolean isAll = starts[i] == 0 && ends[i] >= Integer.MAX_VALUE;
            if (axis(sliced[i], rank) == in.axis() && !isAll) {
                throw at(node, "cuts images out of a batch");
            }
        }
        return kept(node, in, graph.shape(node.getInput(0)), 0);
    }

    private BatchAxis softmax(NodeProto node) throws GraphRefusedException {
        BatchAxis in = axisOf(node, 0);
        int first = SoftmaxAxes.first(graph, node);
        boolean isAlong = SoftmaxAxes.isOne(graph) ? first == in.axis() : first <= in.axis();
        if (isAlong) {
            throw at(node, "works along the images of a batch");
        }
        return in;
    }

    private BatchAxis product(NodeProto node) throws GraphRefusedException {
        int second = node.getOpType().equals("QLinearMatMul") ? 3 : 1;
        int rank = graph.shape(node.getOutput(0)).length;
        BatchAxis found = null;
        for (int input : new int[] {0, second}) {
            String name = node.getInput(input);
            if (axes.containsKey(name)) {
                int own = graph.shape(name).length;
                BatchAxis in = axes.get(name);
                if (in.axis() == (input == 0 ? own - 1 : Math.max(0, own - 2))) {
                    throw at(node, "adds images of a batch up");
                }
                found = same(node, found, kept(node, in, graph.shape(name), rank - own));
            }
        }
        return found;
    }

    private BatchAxis elementwise(NodeProto node) throws GraphRefusedException {
        long[] out = graph.shape(node.getOutput(0));
        String images = images(node);
        requireNotAlong(node, axes.get(images), graph.shape(images).length);
        BatchAxis in = common(node);
        for (String name : node.getInputList()) {
            if (!name.isEmpty() && !axes.containsKey(name)) {
                long[] shape = graph.shape(name);
                int axis = in.axis() - out.length + shape.length;
                if (axis >= 0 && shape[axis] > 1) {
                    throw at(node, "has a constant for %d images".formatted(shape[axis]));
                }
            }
        }
        return in;
    }

    private static void requireNotAlong(NodeProto node, BatchAxis in, int rank)
            throws GraphRefusedException {
        if (AXIS_OF_SCALE.contains(node.getOpType())) {
            return;
        }
        long along =
                Nodes.attribute(
                        node, "axis", DEFAULT_AXIS.getOrDefault(node.getOpType(), Long.MAX_VALUE));
        boolean isAlong =
                axis(along, rank) == in.axis()
                        || Nodes.attribute(node, "axes").stream()
                                .flatMap(axes -> axes.getIntsList().stream())
                                .anyMatch(axis -> axis(axis, rank) == in.axis());
        if (isAlong) {
            throw at(node, "works along the images of a batch");
        }
    }

    /** The images' dimension in the output, which must be as long there. */
    private BatchAxis kept(NodeProto node, BatchAxis in, long[] shape, int added)
            throws GraphRefusedException {
        long[] out = graph.shape(node.getOutput(0));
        int axis = in.axis() + added;
        if (axis < 0 || axis >= out.length || out[axis] != shape[in.axis()]) {
            throw at(node, "is not known to keep the images of a batch apart");
        }
        return in.at(axis);
    }

    /** Where the images lie in all inputs, as dimension of the longest; they must agree. */
    private BatchAxis common(NodeProto node) throws GraphRefusedException {
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
    private String images(NodeProto node) {
        return node.getInputList().stream().filter(axes::containsKey).findFirst().orElseThrow();
    }

    private static BatchAxis same(NodeProto node, BatchAxis one, BatchAxis other)
            throws GraphRefusedException {
        if (one != null && !one.equals(other)) {
            throw at(node, "brings images together that lie on different dimensions");
        }
        return other;
    }

    private BatchAxis axisOf(NodeProto node, int input) throws GraphRefusedException {
        BatchAxis axis = axes.get(node.getInput(input));
        if (axis == null) {
            throw at(node, "takes where to look from the pixels");
        }
        return axis;
    }

    /** Integers that are an attribute, or, in later operator sets, an input; none if left out. */
    private long[] integers(NodeProto node, String name, int input) throws GraphRefusedException {
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

    private static int axis(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : Math.min(axis, Integer.MAX_VALUE));
    }

    private static int clamp(long axis, int rank) {
        return Math.max(0, Math.min(rank, axis(axis, rank)));
    }
}

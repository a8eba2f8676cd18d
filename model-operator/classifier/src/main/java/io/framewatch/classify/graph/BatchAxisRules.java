package io.framewatch.classify.graph;

import static io.framewatch.classify.graph.GraphRefusedException.at;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The batch axis of a node's outputs, derived from that of its inputs. A node that mixes images is
 * refused. An unknown operator must keep the dimension of the images.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">ONNX operators</a>
 */
final class BatchAxisRules {

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

    /** Default axes of operators. */
    private static final Map<String, Long> DEFAULT_AXIS =
            Map.of("Split", 0L, "ArgMax", 0L, "ArgMin", 0L, "Gather", 0L);

    /** Operators whose axis is that of a scale, not one that they reduce. */
    private static final Set<String> AXIS_OF_SCALE = Set.of("QuantizeLinear", "DequantizeLinear");

    private final BatchInputs inputs;

    BatchAxisRules(BatchInputs inputs) {
        this.inputs = inputs;
    }

    /** The batch axis of the outputs of an unchanged node. */
    BatchAxis axis(NodeProto node) throws GraphRefusedException {
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

    private BatchAxis imagesFirst(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.common(node);
        boolean isFirst =
                inputs.areImages(node.getInput(0))
                        && in.axis() == 0
                        && Nodes.attribute(node, "transA", 0) == 0;
        if (!isFirst) {
            throw at(node, "works over the images of a batch");
        }
        return in;
    }

    private BatchAxis reduced(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int rank = inputs.shape(node.getInput(0)).length;
        boolean isOne = node.getOpType().startsWith("Arg");
        long[] reduced =
                isOne
                        ? new long[] {Nodes.attribute(node, "axis", 0)}
                        : inputs.integers(node, "axes", 1);
        boolean isNone = Nodes.attribute(node, "noop_with_empty_axes", 0) == 1;
        if (reduced.length == 0 && !isNone) {
            reduced = LongStream.range(0, rank).toArray();
        }
        BatchAxis left = without(node, in, reduced, "works along the images of a batch");
        return Nodes.attribute(node, "keepdims", 1) == 1 ? in : left;
    }

    private BatchAxis squeezed(NodeProto node) throws GraphRefusedException {
        long[] shape = inputs.shape(node.getInput(0));
        long[] squeezed = inputs.integers(node, "axes", 1);
        if (squeezed.length == 0) {
            squeezed =
                    IntStream.range(0, shape.length)
                            .filter(i -> shape[i] == 1)
                            .asLongStream()
                            .toArray();
        }
        return without(
                node, inputs.axisOf(node, 0), squeezed, "removes the dimension of the images");
    }

    private BatchAxis without(NodeProto node, BatchAxis in, long[] removed, String refusal)
            throws GraphRefusedException {
        int rank = inputs.shape(node.getInput(0)).length;
        int before = 0;
        for (long axis : removed) {
            if (BatchInputs.axis(axis, rank) == in.axis()) {
                throw at(node, refusal);
            }
            before += BatchInputs.axis(axis, rank) < in.axis() ? 1 : 0;
        }
        return in.at(in.axis() - before);
    }

    private BatchAxis unsqueezed(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int rank = inputs.shape(node.getOutput(0)).length;
        int axis = in.axis();
        int[] added =
                LongStream.of(inputs.integers(node, "axes", 1))
                        .mapToInt(place -> BatchInputs.axis(place, rank))
                        .sorted()
                        .toArray();
        for (int place : added) {
            axis += place <= axis ? 1 : 0;
        }
        return in.at(axis);
    }

    private BatchAxis transposed(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int rank = inputs.shape(node.getInput(0)).length;
        List<Long> order =
                Nodes.attribute(node, "perm").map(AttributeProto::getIntsList).orElse(List.of());
        return in.at(order.isEmpty() ? rank - 1 - in.axis() : order.indexOf((long) in.axis()));
    }

    private BatchAxis gathered(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int rank = inputs.shape(node.getInput(0)).length;
        int axis = BatchInputs.axis(Nodes.attribute(node, "axis", 0), rank);
        if (axis == in.axis() || inputs.areImages(node.getInput(1))) {
            throw at(node, "selects images of a batch");
        }
        int picked = inputs.shape(node.getInput(1)).length;
        return axis < in.axis() ? in.at(in.axis() + picked - 1) : in;
    }

    private BatchAxis sliced(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int rank = inputs.shape(node.getInput(0)).length;
        long[] starts = inputs.integers(node, "starts", 1);
        long[] ends = inputs.integers(node, "ends", 2);
        long[] given = inputs.integers(node, "axes", 3);
        long[] sliced = given.length == 0 ? LongStream.range(0, starts.length).toArray() : given;
        for (int i = 0; i < sliced.length; i++) {
            boolean isAll = starts[i] == 0 && ends[i] >= Integer.MAX_VALUE;
            if (BatchInputs.axis(sliced[i], rank) == in.axis() && !isAll) {
                throw at(node, "slices the images of a batch");
            }
        }
        return inputs.kept(node, in, inputs.shape(node.getInput(0)), 0);
    }

    private BatchAxis softmax(NodeProto node) throws GraphRefusedException {
        BatchAxis in = inputs.axisOf(node, 0);
        int first = SoftmaxAxes.first(inputs.graph(), node);
        boolean isAlong =
                SoftmaxAxes.isOne(inputs.graph()) ? first == in.axis() : first <= in.axis();
        if (isAlong) {
            throw at(node, "works along the images of a batch");
        }
        return in;
    }

    private BatchAxis product(NodeProto node) throws GraphRefusedException {
        int second = node.getOpType().equals("QLinearMatMul") ? 3 : 1;
        int rank = inputs.shape(node.getOutput(0)).length;
        BatchAxis found = null;
        for (int input : new int[] {0, second}) {
            String name = node.getInput(input);
            if (inputs.areImages(name)) {
                int own = inputs.shape(name).length;
                BatchAxis in = inputs.axes().get(name);
                if (in.axis() == (input == 0 ? own - 1 : Math.max(0, own - 2))) {
                    throw at(node, "sums over the images of a batch");
                }
                found =
                        BatchInputs.same(
                                node, found, inputs.kept(node, in, inputs.shape(name), rank - own));
            }
        }
        return found;
    }

    /** The same for an element-wise or unknown operator. */
    BatchAxis elementwise(NodeProto node) throws GraphRefusedException {
        long[] out = inputs.shape(node.getOutput(0));
        String images = inputs.images(node);
        requireNotAlong(node, inputs.axes().get(images), inputs.shape(images).length);
        BatchAxis in = inputs.common(node);
        for (String name : node.getInputList()) {
            if (!name.isEmpty() && !inputs.areImages(name)) {
                long[] shape = inputs.shape(name);
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
                BatchInputs.axis(along, rank) == in.axis()
                        || Nodes.attribute(node, "axes").stream()
                                .flatMap(axes -> axes.getIntsList().stream())
                                .anyMatch(axis -> BatchInputs.axis(axis, rank) == in.axis());
        if (isAlong) {
            throw at(node, "works along the images of a batch");
        }
    }
}

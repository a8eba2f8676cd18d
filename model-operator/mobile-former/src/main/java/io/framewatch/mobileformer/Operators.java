package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * The standard ONNX operators of the graphs. Each method adds a node and returns the name of its
 * output, which is its first argument. Constants are named after the node that reads them.
 */
class Operators {

    static final float LAYER_NORM_EPSILON = 1e-5f;

    private final OnnxGraph graph;

    Operators(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * A convolution with padding (kernel - 1) / 2: [N, in, H, W] to [N, out, H/stride, W/stride].
     */
    String convolution(String name, String x, Affine affine, int stride, int groups) {
        Tensor weight = affine.weight();
        int kernel = weight.shape()[2];
        int padding = (kernel - 1) / 2;
        return graph.node(
                "Conv",
                name,
                List.of(
                        x,
                        graph.constant(name + ".weight", weight),
                        graph.constant(name + ".bias", affine.bias())),
                attribute("kernel_shape", kernel, kernel),
                attribute("strides", stride, stride),
                attribute("pads", padding, padding, padding, padding),
                attribute("group", groups));
    }

    /** A linear layer on rows: [rows, in] to [rows, out]. */
    String linear(String name, String x, Affine affine) {
        return linear(name, name, x, affine);
    }

    /** A linear layer whose result has another name. */
    String linear(String output, String name, String x, Affine affine) {
        String bias = graph.constant(name + ".bias", affine.bias());
        return graph.node("Gemm", output, List.of(x, weight(name, affine), bias));
    }

    /** A linear layer without bias. */
    String product(String name, String x, Affine affine) {
        return node("Gemm", name, x, weight(name, affine));
    }

    private String weight(String name, Affine affine) {
        return graph.constant(name + ".weight", affine.transposedWeight());
    }

    /** The layer normalisation of a sum. */
    String addAndNorm(String name, String x, String y, Tensor scale, Tensor shift) {
        return graph.node(
                "LayerNormalization",
                name,
                List.of(
                        add(name + ".sum", x, y),
                        graph.constant(name + ".weight", scale),
                        graph.constant(name + ".bias", shift)),
                attribute("axis", -1),
                attribute("epsilon", LAYER_NORM_EPSILON));
    }

    /** The exact GELU, x / 2 (1 + erf(x / sqrt 2)), in the order of nodes that runtimes fuse. */
    String gelu(String name, String x) {
        String scaled = divide(name + ".scaled", x, scalar(name + ".root", (float) Math.sqrt(2)));
        String erf = graph.node("Erf", name + ".erf", List.of(scaled));
        String shifted = add(name + ".shifted", erf, scalar(name + ".one", 1));
        String product = mul(name + ".product", x, shifted);
        return mul(name, product, scalar(name + ".half", 0.5f));
    }

    String softmax(String name, String x, int axis) {
        return graph.node("Softmax", name, List.of(x), attribute("axis", axis));
    }

    /**
     * Softmax over an axis that is not the last, written as exponential, sum and division. Each
     * works on whole rows, while the softmax operator would first transpose the axis to the end.
     */
    String softmaxOfRows(String name, String x, int axis) {
        String largest =
                graph.node(
                        "ReduceMax",
                        name + ".largest",
                        List.of(x),
                        attribute("axes", new long[] {axis}));
        String powers = exp(name + ".powers", subtract(name + ".shifted", x, largest));
        String axes = graph.constant(name + ".axes", new long[] {axis});
        String sums = node("ReduceSum", name + ".sums", powers, axes);
        return divide(name, powers, sums);
    }

    String relu(String name, String x) {
        return graph.node("Relu", name, List.of(x));
    }

    String relu6(String name, String x) {
        return clip(name, x, 0, 6);
    }

    String hardSwish(String name, String x) {
        return graph.node("HardSwish", name, List.of(x));
    }

    String clip(String name, String x, float min, float max) {
        return graph.node(
                "Clip", name, List.of(x, scalar(name + ".min", min), scalar(name + ".max", max)));
    }

    String matMul(String name, String x, String y) {
        return node("MatMul", name, x, y);
    }

    String add(String name, String x, String y) {
        return node("Add", name, x, y);
    }

    String subtract(String name, String x, String y) {
        return node("Sub", name, x, y);
    }

    String divide(String name, String x, String y) {
        return node("Div", name, x, y);
    }

    String exp(String name, String x) {
        return graph.node("Exp", name, List.of(x));
    }

    String mul(String name, String x, String y) {
        return node("Mul", name, x, y);
    }

    String max(String name, String x, String y) {
        return node("Max", name, x, y);
    }

    /** Reshapes to [-1, shape]: the first dimension follows from the others. */
    String reshape(String name, String x, int... shape) {
        long[] dimensions = new long[shape.length + 1];
        dimensions[0] = -1;
        for (int i = 0; i < shape.length; i++) {
            dimensions[i + 1] = shape[i];
        }
        return node("Reshape", name, x, graph.constant(name + ".shape", dimensions));
    }

    /** Repeats rows for each image: [rows, width] to [N · rows, width]. */
    String forEachImage(String name, String rows, String images) {
        String shape =
                graph.node(
                        "Shape",
                        name + ".images",
                        List.of(images),
                        attribute("start", 0),
                        attribute("end", 1));
        String once = graph.constant(name + ".once", new long[] {1});
        String repeats =
                graph.node("Concat", name + ".repeats", List.of(shape, once), attribute("axis", 0));
        return node("Tile", name, rows, repeats);
    }

    String transpose(String name, String x, long... permutation) {
        return graph.node("Transpose", name, List.of(x), attribute("perm", permutation));
    }

    /** The first token of each image: [N · T, D] to [N, D]. */
    String firstToken(String name, String z, int tokens, int width) {
        String byImage = reshape(name + ".by_image", z, tokens, width);
        String first = graph.scalar(name + ".index", 0);
        return graph.node("Gather", name, List.of(byImage, first), attribute("axis", 1));
    }

    /**
     * Self-attention of tokens: queries [N · T, D], and keys of the same shape, which are also the
     * values. Each head has an equal part of D.
     */
    String attention(String name, String queries, String keys, int heads, int tokens, int width) {
        String q = byHead(name + ".queries", queries, heads, tokens, width);
        String v = byHead(name + ".values", keys, heads, tokens, width);
        String k = transpose(name + ".keys", v, 0, 1, 3, 2);
        String shares = softmax(name + ".shares", matMul(name + ".scores", q, k), -1);
        return byToken(name, matMul(name + ".seen", shares, v), width);
    }

    /** [N · T, C] to [N, heads, T, C / heads]. */
    String byHead(String name, String x, int heads, int tokens, int channels) {
        String split = reshape(name + ".split", x, tokens, heads, channels / heads);
        return transpose(name, split, 0, 2, 1, 3);
    }

    /** [N, heads, T, C / heads] to [N · T, C]. */
    String byToken(String name, String x, int channels) {
        return reshape(name + ".heads", transpose(name + ".by_token", x, 0, 2, 1, 3), channels);
    }

    /** The mean of each channel: [N, C, H, W] to [N, C]. */
    String mean(String name, String x) {
        String mean = graph.node("GlobalAveragePool", name + ".pool", List.of(x));
        return graph.node("Flatten", name, List.of(mean), attribute("axis", 1));
    }

    String toFloat(String name, String x) {
        return graph.node("Cast", name, List.of(x), attribute("to", DataType.FLOAT_VALUE));
    }

    String constant(String name, Tensor tensor) {
        return graph.constant(name, tensor);
    }

    private String scalar(String name, float value) {
        return graph.constant(name, Tensor.of(new float[] {value}));
    }

    private String node(String operator, String name, String x, String y) {
        return graph.node(operator, name, List.of(x, y));
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.OnnxGraph.attribute;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The operators of the token path, with ONNX Runtime's own where these save nodes. Tokens are so
 * few that a node costs more than its arithmetic. 5 % faster for 26m at one image.
 */
final class RuntimeOperators extends Operators {

    private static final String DOMAIN = "com.microsoft";

    private final OnnxGraph graph;
    private final int batch;

    RuntimeOperators(OnnxGraph graph, int batch) {
        super(graph);
        this.graph = graph;
        this.batch = batch;
    }

    @Override
    String addAndNorm(String name, String x, String y, Tensor scale, Tensor shift) {
        List<String> inputs =
                List.of(
                        x,
                        y,
                        graph.constant(name + ".weight", scale),
                        graph.constant(name + ".bias", shift));
        return graph.node(
                        DOMAIN,
                        "SkipLayerNormalization",
                        List.of(name),
                        inputs,
                        attribute("epsilon", LAYER_NORM_EPSILON))
                .get(0);
    }

    /** max(0, min(1, factor · x)), which the runtime fuses into a linear layer before it. */
    String hardSigmoid(String name, String x, float factor) {
        return graph.node(
                "HardSigmoid", name, List.of(x), attribute("alpha", factor), attribute("beta", 0f));
    }

    /** Linear combinations of rows: [in, width] to [out, width]. */
    String linearOfRows(String name, Affine affine, String rows) {
        Tensor bias = Tensor.of(affine.bias().values(), affine.outputs(), 1);
        return graph.node(
                "Gemm",
                name,
                List.of(
                        graph.constant(name + ".weight", affine.weight()),
                        rows,
                        graph.constant(name + ".bias", bias)));
    }

    /** With a fixed number of images the rows of the first tokens are constants. */
    @Override
    String firstToken(String name, String z, int tokens, int width) {
        long[] rows = IntStream.range(0, batch).mapToLong(image -> (long) image * tokens).toArray();
        String indices = graph.constant(name + ".rows", rows);
        return graph.node("Gather", name, List.of(z, indices), attribute("axis", 0));
    }

    @Override
    String attention(String name, String queries, String keys, int heads, int tokens, int width) {
        String q = reshape(name + ".queries", queries, tokens, width);
        String k = reshape(name + ".keys", keys, tokens, width);
        String seen =
                graph.node(
                                DOMAIN,
                                "MultiHeadAttention",
                                List.of(name + ".seen"),
                                List.of(q, k, k),
                                attribute("num_heads", heads),
                                attribute("scale", 1f))
                        .get(0);
        return reshape(name + ".heads", seen, width);
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * ONNX Runtime's own operators on its blocked layout. They are internal to the runtime: its
 * optimiser writes them too.
 *
 * @see <a
 *     href="https://github.com/microsoft/onnxruntime/blob/v1.23.0/onnxruntime/contrib_ops/cpu/nchwc_ops.cc">nchwc_ops.cc</a>
 */
final class BlockedOperators {

    /** Domain of the operators, as they are named in a model. */
    static final String DOMAIN = "com.microsoft.nchwc";

    private final OnnxGraph graph;

    BlockedOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    /** What a convolution applies to its result at no cost. */
    enum Fused {
        NONE,
        RELU,
        RELU6,
        /** Clips to -80..80, so that sums of exponentials are finite and above 0. */
        LIMIT_OF_EXPONENTS
    }

    /**
     * The filter of a square convolution with padding (kernel - 1) / 2.
     *
     * @param weight in the layout of its kind, see {@link BlockedLayout}
     * @param bias one number for each output channel; empty for none
     */
    record Filter(String weight, String bias, int kernel, int stride, int group) {}

    /**
     * A convolution.
     *
     * @param x feature map in blocks, or an image of few channels as it is
     * @param sum what is added before the fused activation, of the result's shape; empty for
     *     nothing
     */
    String convolution(String name, String x, Filter filter, String sum, Fused fused) {
        int padding = (filter.kernel() - 1) / 2;
        List<AttributeProto> attributes = new ArrayList<>();
        attributes.add(attribute("kernel_shape", filter.kernel(), filter.kernel()));
        attributes.add(attribute("strides", filter.stride(), filter.stride()));
        attributes.add(attribute("pads", padding, padding, padding, padding));
        attributes.add(attribute("group", filter.group()));
        attributes.addAll(
                switch (fused) {
                    case NONE -> List.of();
                    case RELU -> List.of(attribute("activation", "Relu"));
                    case RELU6 -> clip(0, 6);
                    case LIMIT_OF_EXPONENTS -> clip(-80, 80);
                });
        return node("Conv", name, inputs(x, filter.weight(), filter.bias(), sum), attributes);
    }

    /** From blocks to [N, channels, H, W], without padding. */
    String unblocked(String name, String x, int channels) {
        return node("ReorderOutput", name, List.of(x), List.of(attribute("channels", channels)));
    }

    /** The mean of each channel: [N, C, H, W] to [N, C, 1, 1]. */
    String mean(String name, String x) {
        return node("GlobalAveragePool", name, List.of(x), List.of());
    }

    private static List<AttributeProto> clip(float min, float max) {
        return List.of(
                attribute("activation", "Clip"),
                attribute("activation_params", new float[] {min, max}));
    }

    private static List<String> inputs(String x, String weight, String bias, String sum) {
        if (!sum.isEmpty()) {
            return List.of(x, weight, bias, sum);
        }
        return bias.isEmpty() ? List.of(x, weight) : List.of(x, weight, bias);
    }

    private String node(
            String operator, String name, List<String> inputs, List<AttributeProto> attributes) {
        return graph.node(
                        DOMAIN,
                        operator,
                        List.of(name),
                        inputs,
                        attributes.toArray(AttributeProto[]::new))
                .get(0);
    }
}

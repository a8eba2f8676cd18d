package io.framewatch.mobileformer;

import java.util.stream.IntStream;

/**
 * Writes the convolutions of the portable graph. Batch normalisation is folded into the convolution
 * before it, channel shuffles into the layers around them, and grouped pointwise convolutions are
 * written dense with zeros: runtimes are faster with that than with few channels a group.
 */
final class MobileGraph {

    private final Operators operators;
    private final Weights weights;
    private final Variant variant;
    private final Activation activation;

    MobileGraph(Operators operators, Weights weights, Variant variant) {
        this.operators = operators;
        this.weights = weights;
        this.variant = variant;
        this.activation = new Activation(operators, weights, variant.ablation());
    }

    String separable(String name, Block block, int in, String x) {
        int wide = in * block.expansion();
        String dw = depthwise(name + ".conv.0", x, in, block.stride());
        String active = operators.relu6(name + ".conv.2", dw);
        return pointwise(name + ".conv.4", active, unshuffle(wide, in), identity(block.channels()));
    }

    /**
     * @param token0 the updated first token, [N, D]; unused without Dynamic ReLU
     */
    String bottleneck(String name, Block block, int in, String x, String token0) {
        int wide = in * block.expansion();
        int[] all = identity(wide);
        String expanded = pointwise(name + ".conv1.0", x, identity(in), shuffle(wide));
        String first = activation.write(name + ".hyper1", expanded, token0, all);
        String dw = depthwise(name + ".conv2.0", first, wide, block.stride());
        String second = activation.write(name + ".hyper2", dw, token0, all);
        return pointwise(name + ".conv3.0", second, all, shuffle(block.channels()));
    }

    /**
     * @param token0 the updated first token, [N, D]; unused without Dynamic ReLU
     */
    String downSampling(String name, Block block, int in, String x, String token0) {
        int out = block.channels();
        int[] wide = unshuffle(in * block.expansion(), in);
        String dw = depthwise(name + ".conv1.0", x, in, block.stride());
        String active = activation.write(name + ".hyper1", dw, token0, wide);
        String reduced = pointwise(name + ".conv2.0", active, wide, identity(out));

        int[] secondWide = unshuffle(out * block.secondExpansion(), out);
        String secondDw = depthwise(name + ".conv3.0", reduced, out, 1);
        String secondActive = activation.write(name + ".hyper3", secondDw, token0, secondWide);
        String refined = pointwise(name + ".conv4.0", secondActive, secondWide, identity(out));
        return operators.add(name + ".refined", reduced, refined);
    }

    /** The classifier's convolution, whose input is shuffled. */
    String head(String name, String x, int channels) {
        int[] inputs = unshuffle(channels, variant.groups());
        int[] outputs = identity(channels * Variant.HEAD_EXPANSION);
        return operators.relu6(name + ".relu", pointwise(name, x, inputs, outputs));
    }

    private String depthwise(String name, String x, int groups, int stride) {
        return operators.convolution(name, x, Affine.convolution(weights, name), stride, groups);
    }

    /**
     * @param inputs for each channel of x, the input of the layer that it is
     * @param outputs for each channel of the result, the output of the layer that it is
     */
    private String pointwise(String name, String x, int[] inputs, int[] outputs) {
        Affine affine =
                Affine.convolution(weights, name)
                        .dense(variant.groups())
                        .selectInputs(inputs)
                        .selectOutputs(outputs);
        return operators.convolution(name, x, affine, 1, 1);
    }

    private int[] shuffle(int channels) {
        return Shuffle.from(channels, variant.groups());
    }

    /** The shuffle of a depthwise result; like all shuffles, only variants with groups have it. */
    private int[] unshuffle(int channels, int groups) {
        return variant.groups() == 1 ? identity(channels) : Shuffle.to(channels, groups);
    }

    private static int[] identity(int channels) {
        return IntStream.range(0, channels).toArray();
    }
}

package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Fused;
import io.framewatch.mobileformer.TunedActivation.Coefficients;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the convolutions of the tuned graph. Wide feature maps stay in blocks from end to end. A
 * depthwise convolution with e outputs for each input, for which there is no blocked kernel,
 * becomes e of one output, each with its activation and its share of the pointwise convolution
 * behind; the shares add up by fused sums.
 */
final class TunedMobile {

    private final TunedOperators tuned;
    private final TunedActivation activation;
    private final Weights weights;
    private final int groups;

    TunedMobile(TunedOperators tuned, TunedActivation activation, Weights weights, int groups) {
        this.tuned = tuned;
        this.activation = activation;
        this.weights = weights;
        this.groups = groups;
    }

    String separable(String name, Block block, int in, String x) {
        String sum = block.skips(in) ? x : "";
        for (int part = 0; part < block.expansion(); part++) {
            String end = "." + part;
            Affine dw = depthwise(name + ".conv.0", part, block.expansion());
            String active =
                    tuned.depthwise(name + ".conv.0" + end, x, dw, block.stride(), Fused.RELU6);
            int[] inputs = channels(part, block.expansion(), in);
            sum = share(name + ".conv.4", part, active, inputs, sum);
        }
        return sum;
    }

    String bottleneck(String name, Block block, int in, String x, String token0, int resolution) {
        int wide = in * block.expansion();
        List<int[]> all = List.of(IntStream.range(0, wide).toArray());
        Coefficients first = activation.coefficients(name + ".hyper1", token0, all).get(0);
        Coefficients second = activation.coefficients(name + ".hyper2", token0, all).get(0);
        Affine expand = pointwise(name + ".conv1.0").selectOutputs(Shuffle.from(wide, groups));
        String y = tuned.pointwise(name + ".conv1.0", x, expand, "", Fused.NONE);
        y = activation.apply(name + ".hyper1", y, first, wide, resolution);
        Affine dw = depthwise(name + ".conv2.0", 0, 1);
        y = tuned.depthwise(name + ".conv2.0", y, dw, block.stride(), Fused.NONE);
        y = activation.apply(name + ".hyper2", y, second, wide, resolution / block.stride());
        Affine reduce =
                pointwise(name + ".conv3.0").selectOutputs(Shuffle.from(block.channels(), groups));
        String sum = block.skips(in) ? x : "";
        return tuned.pointwise(name + ".conv3.0", y, reduce, sum, Fused.NONE);
    }

    String downSampling(String name, Block block, int in, String x, String token0, int resolution) {
        int half = resolution / block.stride();
        Half first = new Half(name, 1, in, block.expansion(), block.stride(), half);
        Half second = new Half(name, 3, block.channels(), block.secondExpansion(), 1, half);
        String reduced = write(first, x, token0, "");
        return write(second, reduced, token0, reduced);
    }

    /** The classifier's convolution, whose input is shuffled. */
    String head(String name, String x, int channels) {
        Affine affine = pointwise(name).selectInputs(Shuffle.to(channels, groups));
        return tuned.pointwise(name, x, affine, "", Fused.RELU6);
    }

    /**
     * Depthwise convolution, activation, pointwise convolution: a half of a down-sampling block.
     */
    private record Half(
            String block, int number, int in, int expansion, int stride, int resolution) {

        private String name(String layer, int of) {
            return block + "." + layer + of;
        }
    }

    private String write(Half half, String x, String token0, String summand) {
        int e = half.expansion();
        List<int[]> parts =
                IntStream.range(0, e).mapToObj(part -> channels(part, e, half.in())).toList();
        String hyper = half.name("hyper", half.number());
        List<Coefficients> coefficients = activation.coefficients(hyper, token0, parts);
        String sum = summand;
        for (int part = 0; part < e; part++) {
            String name = half.name("conv", half.number()) + ".0";
            Affine dw = depthwise(name, part, e);
            String y = tuned.depthwise(name + "." + part, x, dw, half.stride(), Fused.NONE);
            Coefficients ofPart = coefficients.get(part);
            y = activation.apply(hyper + "." + part, y, ofPart, half.in(), half.resolution());
            String pw = half.name("conv", half.number() + 1) + ".0";
            sum = share(pw, part, y, parts.get(part), sum);
        }
        return sum;
    }

    /**
     * The share of a pointwise convolution that some of its inputs have; the first has the bias.
     */
    private String share(String name, int part, String x, int[] inputs, String sum) {
        Affine share = pointwise(name).selectInputs(inputs);
        Affine biased = part == 0 ? share : share.withoutBias();
        return tuned.pointwise(name + "." + part, x, biased, sum, Fused.NONE);
    }

    private Affine pointwise(String name) {
        return Affine.convolution(weights, name).dense(groups);
    }

    /** One of the outputs that a depthwise convolution has for each input. */
    private Affine depthwise(String name, int part, int expansion) {
        Affine all = Affine.convolution(weights, name);
        return all.selectOutputs(
                IntStream.iterate(part, i -> i < all.outputs(), i -> i + expansion).toArray());
    }

    /**
     * The layer's channels of a part; with groups, the shuffle behind has put them side by side.
     */
    private int[] channels(int part, int expansion, int in) {
        return IntStream.range(0, in)
                .map(i -> groups == 1 ? i * expansion + part : part * in + i)
                .toArray();
    }
}

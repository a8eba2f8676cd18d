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
    private final FoldedLayers layers;

    TunedMobile(TunedOperators tuned, TunedActivation activation, FoldedLayers layers) {
        this.tuned = tuned;
        this.activation = activation;
        this.layers = layers;
    }

    String separable(String name, Block block, int in, String x) {
        String sum = block.skips(in) ? x : "";
        for (int part = 0; part < block.expansion(); part++) {
            int[] channels = channels(part, block.expansion(), in);
            String dw = name + ".conv.0";
            Affine depthwise = layers.affine(dw).selectOutputs(channels);
            String active =
                    tuned.depthwise(dw + "." + part, x, depthwise, block.stride(), Fused.RELU6);
            sum = share(name + ".conv.4", part, active, channels, sum);
        }
        return sum;
    }

    String bottleneck(String name, Block block, int in, String x, String token0, int resolution) {
        int wide = in * block.expansion();
        String hyper1 = name + ".hyper1";
        String hyper2 = name + ".hyper2";
        String dw = name + ".conv2.0";
        String y = pointwise(name + ".conv1.0", x, "", Fused.NONE);
        y = activation.apply(hyper1, y, coefficients(hyper1, token0, wide), wide, resolution);
        y = tuned.depthwise(dw, y, layers.affine(dw), block.stride(), Fused.NONE);
        int half = resolution / block.stride();
        y = activation.apply(hyper2, y, coefficients(hyper2, token0, wide), wide, half);
        return pointwise(name + ".conv3.0", y, block.skips(in) ? x : "", Fused.NONE);
    }

    String downSampling(String name, Block block, int in, String x, String token0, int resolution) {
        int half = resolution / block.stride();
        Half first = new Half(name, 1, in, block.expansion(), block.stride(), half);
        Half second = new Half(name, 3, block.channels(), block.secondExpansion(), 1, half);
        String reduced = write(first, x, token0, "");
        return write(second, reduced, token0, reduced);
    }

    /** The classifier's convolution. */
    String head(String name, String x) {
        return pointwise(name, x, "", Fused.RELU6);
    }

    /**
     * A half of a down-sampling block: depthwise convolution, activation, pointwise convolution.
     *
     * @param number of the depthwise convolution in its block
     * @param in input channels
     * @param expansion outputs of the depthwise convolution for each input
     * @param resolution of the output
     */
    private record Half(
            String block, int number, int in, int expansion, int stride, int resolution) {

        private String depthwise() {
            return block + ".conv" + number + ".0";
        }

        private String hyper() {
            return block + ".hyper" + number;
        }

        private String pointwise() {
            return block + ".conv" + (number + 1) + ".0";
        }
    }

    private String write(Half half, String x, String token0, String summand) {
        int e = half.expansion();
        List<int[]> parts =
                IntStream.range(0, e).mapToObj(part -> channels(part, e, half.in())).toList();
        List<Coefficients> coefficients = activation.coefficients(half.hyper(), token0, parts);
        String sum = summand;
        for (int part = 0; part < e; part++) {
            String end = "." + part;
            Affine dw = layers.affine(half.depthwise()).selectOutputs(parts.get(part));
            String y = tuned.depthwise(half.depthwise() + end, x, dw, half.stride(), Fused.NONE);
            Coefficients ofPart = coefficients.get(part);
            y = activation.apply(half.hyper() + end, y, ofPart, half.in(), half.resolution());
            sum = share(half.pointwise(), part, y, parts.get(part), sum);
        }
        return sum;
    }

    private Coefficients coefficients(String name, String token0, int channels) {
        int[] all = IntStream.range(0, channels).toArray();
        return activation.coefficients(name, token0, List.of(all)).get(0);
    }

    private String pointwise(String name, String x, String sum, Fused fused) {
        return tuned.pointwise(name, x, layers.affine(name), sum, fused);
    }

    /**
     * The share of a pointwise convolution that some of its inputs have; the first has the bias.
     */
    private String share(String name, int part, String x, int[] inputs, String sum) {
        Affine share = layers.affine(name).selectInputs(inputs);
        Affine biased = part == 0 ? share : share.withoutBias();
        return tuned.pointwise(name + "." + part, x, biased, sum, Fused.NONE);
    }

    /** The channels of a part: of all inputs, one of the outputs that they have. */
    private static int[] channels(int part, int expansion, int in) {
        return IntStream.range(0, in).map(i -> i * expansion + part).toArray();
    }
}

package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import io.framewatch.mobileformer.TunedActivation.Coefficients;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the convolutions of the tuned graph. Feature maps are lists, one for each image: a block's
 * convolutions run for one image after the other, so that its wide feature maps stay in the
 * processor's cache, and in blocks, from end to end.
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

    /** Writes nodes for one image, whose names end in {@code end}, and returns the last one's. */
    private interface Step {
        String write(int image, String x, String end);
    }

    /**
     * @param copies of the channels, one after the other
     */
    List<String> stem(String name, List<String> images, int copies) {
        Affine stem = layers.affine(name);
        int channels = stem.outputs();
        int[] copied = IntStream.range(0, copies * channels).map(i -> i % channels).toArray();
        Filter filter = tuned.ofImage(name, stem.selectOutputs(copied), 2);
        return forEach(
                images,
                (image, x, end) -> tuned.convolution(name + end, x, filter, "", Fused.RELU6));
    }

    /**
     * @param copies of the channels that the images have
     * @param resolution width and height of the output
     */
    List<String> separable(
            String name, Block block, int in, List<String> images, int copies, int resolution) {
        String dw = name + ".conv.0";
        String pw = name + ".conv.4";
        Parts parts = new Parts(tuned, layers, dw, pw, in, copies, block.stride(), resolution);
        return forEach(
                images,
                (image, x, end) -> {
                    String sum = block.skips(in) ? x : "";
                    for (int i = 0; i < parts.number(); i++) {
                        String y = parts.depthwise(i, x, end, Fused.RELU6);
                        sum = parts.share(i, y, sum, end);
                    }
                    return sum;
                });
    }

    /**
     * @param token0 the first tokens, [N, D]
     */
    List<String> bottleneck(String name, Block block, int in, List<String> images, String token0) {
        List<int[]> all = List.of(IntStream.range(0, in * block.expansion()).toArray());
        String hyper1 = name + ".hyper1";
        String hyper2 = name + ".hyper2";
        List<Coefficients> first = activation.coefficients(hyper1, token0, all);
        List<Coefficients> second = activation.coefficients(hyper2, token0, all);
        String dw = name + ".conv2.0";
        Filter expand = pointwise(name + ".conv1.0");
        Filter depthwise = tuned.depthwise(dw, layers.affine(dw), block.stride());
        Filter reduce = pointwise(name + ".conv3.0");
        return forEach(
                images,
                (image, x, end) -> {
                    String y =
                            tuned.convolution(name + ".conv1.0" + end, x, expand, "", Fused.NONE);
                    y = activation.apply(hyper1 + end, y, first.get(image));
                    y = tuned.convolution(dw + end, y, depthwise, "", Fused.NONE);
                    y = activation.apply(hyper2 + end, y, second.get(image));
                    String sum = block.skips(in) ? x : "";
                    return tuned.convolution(name + ".conv3.0" + end, y, reduce, sum, Fused.NONE);
                });
    }

    /**
     * @param token0 the first tokens, [N, D]
     * @param resolution width and height of the output
     */
    List<String> downSampling(
            String name, Block block, int in, List<String> images, String token0, int resolution) {
        int out = block.channels();
        Parts first = parts(name + ".conv1.0", name + ".conv2.0", in, block.stride(), resolution);
        Parts second = parts(name + ".conv3.0", name + ".conv4.0", out, 1, resolution);
        String hyper1 = name + ".hyper1";
        String hyper3 = name + ".hyper3";
        List<Coefficients> ofFirst = activation.coefficients(hyper1, token0, first.channels());
        List<Coefficients> ofSecond = activation.coefficients(hyper3, token0, second.channels());
        return forEach(
                images,
                (image, x, end) -> {
                    String reduced = half(first, hyper1, ofFirst, image, x, "", end);
                    return half(second, hyper3, ofSecond, image, reduced, reduced, end);
                });
    }

    /** The classifier's convolution. */
    List<String> head(String name, List<String> images) {
        Filter filter = pointwise(name);
        return forEach(
                images,
                (image, x, end) -> tuned.convolution(name + end, x, filter, "", Fused.RELU6));
    }

    /**
     * A half of a down-sampling block: depthwise convolution, activation, pointwise convolution.
     */
    private String half(
            Parts parts,
            String hyper,
            List<Coefficients> coefficients,
            int image,
            String x,
            String summand,
            String end) {
        String sum = summand;
        for (int i = 0; i < parts.number(); i++) {
            String y = parts.depthwise(i, x, end, Fused.NONE);
            Coefficients ofPart = coefficients.get(image * parts.number() + i);
            y = activation.apply(hyper + end + "." + i, y, ofPart);
            sum = parts.share(i, y, sum, end);
        }
        return sum;
    }

    private static List<String> forEach(List<String> images, Step step) {
        return IntStream.range(0, images.size())
                .mapToObj(image -> step.write(image, images.get(image), "@" + image))
                .toList();
    }

    private Filter pointwise(String name) {
        return tuned.pointwise(name, layers.affine(name));
    }

    private Parts parts(String depthwise, String pointwise, int in, int stride, int resolution) {
        return new Parts(tuned, layers, depthwise, pointwise, in, 1, stride, resolution);
    }
}

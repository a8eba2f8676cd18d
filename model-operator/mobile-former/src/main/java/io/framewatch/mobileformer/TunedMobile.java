package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import io.framewatch.mobileformer.Parts.Pair;
import io.framewatch.mobileformer.TunedActivation.Coefficients;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the convolutions of the tuned graph. Feature maps are lists; each map has one or a few
 * images, [images, C, H, W]. The convolutions of a block run map by map, so that the wide feature
 * maps stay in the processor's cache. They stay in the blocked layout throughout.
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

    /**
     * Writes nodes for one feature map, with names that end in {@code end}. Returns the name of the
     * last one.
     */
    private interface Step {
        String write(int map, String x, String end);
    }

    /**
     * @param copies how often the result repeats its channels
     */
    List<String> stem(String name, List<String> images, int copies) {
        Affine stem = layers.affine(name);
        int channels = stem.outputs();
        int[] copied = IntStream.range(0, copies * channels).map(i -> i % channels).toArray();
        Filter filter = tuned.ofImage(name, stem.selectOutputs(copied), 2);
        return forEach(
                images, (map, x, end) -> tuned.convolution(name + end, x, filter, "", Fused.RELU6));
    }

    /**
     * @param copies how often the images repeat their channels
     * @param resolution width and height of the output
     */
    List<String> separable(
            String name, Block block, int in, List<String> images, int copies, int resolution) {
        Pair pair = new Pair(name + ".conv.0", name + ".conv.4", block.stride(), resolution);
        Parts parts = new Parts(tuned, layers, pair, in, copies);
        return forEach(
                images,
                (map, x, end) -> {
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
    List<String> bottleneck(String name, Block block, int in, List<String> maps, String token0) {
        List<int[]> all = List.of(IntStream.range(0, in * block.expansion()).toArray());
        String hyper1 = name + ".hyper1";
        String hyper2 = name + ".hyper2";
        List<Coefficients> first = activation.coefficients(hyper1, token0, all, maps).get(0);
        List<Coefficients> second = activation.coefficients(hyper2, token0, all, maps).get(0);
        String dw = name + ".conv2.0";
        Filter expand = pointwise(name + ".conv1.0");
        int images = tuned.images(maps);
        Filter depthwise = tuned.depthwise(dw, layers.affine(dw), block.stride(), images);
        Filter reduce = pointwise(name + ".conv3.0");
        return forEach(
                maps,
                (map, x, end) -> {
                    String y =
                            tuned.convolution(name + ".conv1.0" + end, x, expand, "", Fused.NONE);
                    y = tuned.asOne(name + ".one" + end, y, images);
                    y = activation.apply(hyper1 + end, y, first.get(map));
                    y = tuned.convolution(dw + end, y, depthwise, "", Fused.NONE);
                    y = activation.apply(hyper2 + end, y, second.get(map));
                    y = tuned.asMany(name + ".many" + end, y, images);
                    String sum = block.skips(in) ? x : "";
                    return tuned.convolution(name + ".conv3.0" + end, y, reduce, sum, Fused.NONE);
                });
    }

    /**
     * @param token0 the first tokens, [N, D]
     * @param resolution width and height of the output
     */
    List<String> downSampling(
            String name, Block block, int in, List<String> maps, String token0, int resolution) {
        Pair pair1 = new Pair(name + ".conv1.0", name + ".conv2.0", block.stride(), resolution);
        Pair pair2 = new Pair(name + ".conv3.0", name + ".conv4.0", 1, resolution);
        Parts parts1 = new Parts(tuned, layers, pair1, in, 1);
        Parts parts2 = new Parts(tuned, layers, pair2, block.channels(), 1);
        Half first = half(parts1, name + ".hyper1", maps, token0);
        Half second = half(parts2, name + ".hyper3", maps, token0);
        int images = tuned.images(maps);
        return forEach(
                maps,
                (map, x, end) -> {
                    String reduced = write(first, map, images, x, "", end);
                    return write(second, map, images, reduced, reduced, end);
                });
    }

    /** The classifier's convolution. */
    List<String> head(String name, List<String> maps) {
        Filter filter = pointwise(name);
        return forEach(
                maps, (map, x, end) -> tuned.convolution(name + end, x, filter, "", Fused.RELU6));
    }

    /**
     * Half of a down-sampling block: depthwise convolution, Dynamic ReLU, pointwise convolution.
     *
     * @param hyper name of the activation
     * @param coefficients its coefficients of each part, for each map
     */
    private record Half(Parts parts, String hyper, List<List<Coefficients>> coefficients) {}

    private Half half(Parts parts, String hyper, List<String> maps, String token0) {
        return new Half(
                parts, hyper, activation.coefficients(hyper, token0, parts.channels(), maps));
    }

    /** Writes a half for one map. Its result is added to {@code sum}, which may be empty. */
    private String write(Half half, int map, int images, String x, String sum, String end) {
        String added = sum;
        for (int i = 0; i < half.parts().number(); i++) {
            String y = half.parts().depthwise(i, x, end, Fused.NONE);
            String part = half.hyper() + end + "." + i;
            y = tuned.asOne(part + ".one", y, images);
            y = activation.apply(part, y, half.coefficients().get(i).get(map));
            y = tuned.asMany(part + ".many", y, images);
            added = half.parts().share(i, y, added, end);
        }
        return added;
    }

    private static List<String> forEach(List<String> maps, Step step) {
        return IntStream.range(0, maps.size())
                .mapToObj(map -> step.write(map, maps.get(map), "@" + map))
                .toList();
    }

    private Filter pointwise(String name) {
        return tuned.pointwise(name, layers.affine(name));
    }
}

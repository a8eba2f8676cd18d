package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A depthwise convolution with e outputs for each input, for which there is no blocked kernel, and
 * the pointwise convolution behind it. The former becomes e convolutions of one output for each
 * input. Their results are put side by side as long as that stays small, and else go on in parts,
 * each through its share of the pointwise convolution; the shares add up by fused sums. Against
 * parts of one each 7 % (26m, one image), against one wide map 3 % (294m, eight images) faster.
 */
final class Parts {

    /** Numbers in a feature map that is small: an eighth of a common second-level cache. */
    private static final int SMALL = 1 << 16;

    private final TunedOperators tuned;
    private final String depthwiseName;
    private final String pointwiseName;
    private final int together;
    private final List<int[]> channels = new ArrayList<>();
    private final List<Filter> depthwise = new ArrayList<>();
    private final List<Filter> shares = new ArrayList<>();

    /**
     * @param in channels of the input
     * @param resolution width and height of the depthwise convolution's output
     */
    Parts(
            TunedOperators tuned,
            FoldedLayers layers,
            String depthwiseName,
            String pointwiseName,
            int in,
            int stride,
            int resolution) {
        this.tuned = tuned;
        this.depthwiseName = depthwiseName;
        this.pointwiseName = pointwiseName;
        Affine wide = layers.affine(depthwiseName);
        Affine narrow = layers.affine(pointwiseName);
        int expansion = wide.outputs() / in;
        this.together = together(expansion, in * resolution * resolution);
        for (int i = 0; i < expansion; i++) {
            Affine one = wide.selectOutputs(outputs(i, expansion, in));
            depthwise.add(tuned.depthwise(depthwiseName + "." + i, one, stride));
        }
        for (int i = 0; i < expansion / together; i++) {
            channels.add(channelsOfPart(i, expansion, in));
            Affine share = narrow.selectInputs(channels.get(i));
            Affine biasedOnce = i == 0 ? share : share.withoutBias();
            shares.add(tuned.pointwise(pointwiseName + "." + i, biasedOnce));
        }
    }

    int number() {
        return channels.size();
    }

    /** For each part, its channels between both convolutions, padded. */
    List<int[]> channels() {
        return channels;
    }

    /** Writes the depthwise convolution of a part, for an image. */
    String depthwise(int part, String x, String image, Fused fused) {
        List<String> sideBySide = new ArrayList<>();
        for (int i = part * together; i < (part + 1) * together; i++) {
            String name = depthwiseName + image + "." + i;
            sideBySide.add(tuned.convolution(name, x, depthwise.get(i), "", fused));
        }
        return tuned.sideBySide(depthwiseName + image + ".part" + part, sideBySide);
    }

    /** Writes the share of a part, for an image, and adds it to a sum, which is empty at first. */
    String share(int part, String x, String sum, String image) {
        String name = pointwiseName + image + "." + part;
        return tuned.convolution(name, x, shares.get(part), sum, Fused.NONE);
    }

    /** The most results side by side that are small and of which the parts are full. */
    private static int together(int expansion, int size) {
        return IntStream.iterate(expansion, n -> n > 1, n -> n - 1)
                .filter(n -> expansion % n == 0 && n * size <= SMALL)
                .findFirst()
                .orElse(1);
    }

    private int[] channelsOfPart(int part, int expansion, int in) {
        return IntStream.range(part * together, (part + 1) * together)
                .mapToObj(i -> tuned.padded(outputs(i, expansion, in)))
                .flatMapToInt(IntStream::of)
                .toArray();
    }

    /** Of all inputs, one of the outputs that they have. */
    private static int[] outputs(int number, int expansion, int in) {
        return IntStream.range(0, in).map(i -> i * expansion + number).toArray();
    }
}

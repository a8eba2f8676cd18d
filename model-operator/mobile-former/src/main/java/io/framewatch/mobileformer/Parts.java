package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A depthwise convolution with e outputs for each input, for which there is no blocked kernel, and
 * the pointwise convolution behind, in e parts: a depthwise convolution with one output for each
 * input, and the share that these have of the pointwise one. The shares add up by fused sums. For
 * 294m 9 % faster than one wide feature map, for 26m no slower.
 */
final class Parts {

    private final TunedOperators tuned;
    private final String depthwiseName;
    private final String pointwiseName;
    private final List<int[]> channels;
    private final List<Filter> depthwise = new ArrayList<>();
    private final List<Filter> shares = new ArrayList<>();

    Parts(
            TunedOperators tuned,
            FoldedLayers layers,
            String depthwiseName,
            String pointwiseName,
            int in,
            int expansion,
            int stride) {
        this.tuned = tuned;
        this.depthwiseName = depthwiseName;
        this.pointwiseName = pointwiseName;
        this.channels =
                IntStream.range(0, expansion)
                        .mapToObj(part -> channels(part, expansion, in))
                        .toList();
        Affine wide = layers.affine(depthwiseName);
        Affine narrow = layers.affine(pointwiseName);
        for (int i = 0; i < expansion; i++) {
            Affine ofPart = wide.selectOutputs(channels.get(i));
            depthwise.add(tuned.depthwise(depthwiseName + "." + i, ofPart, stride));
            Affine share = narrow.selectInputs(channels.get(i));
            Affine biasedOnce = i == 0 ? share : share.withoutBias();
            shares.add(tuned.pointwise(pointwiseName + "." + i, biasedOnce));
        }
    }

    int number() {
        return channels.size();
    }

    /** For each part, its channels between both convolutions. */
    List<int[]> channels() {
        return channels;
    }

    /** Writes the depthwise convolution of a part, for an image. */
    String depthwise(int part, String x, String image, Fused fused) {
        String name = depthwiseName + image + "." + part;
        return tuned.convolution(name, x, depthwise.get(part), "", fused);
    }

    /** Writes the share of a part, for an image, and adds it to a sum, which is empty at first. */
    String share(int part, String x, String sum, String image) {
        String name = pointwiseName + image + "." + part;
        return tuned.convolution(name, x, shares.get(part), sum, Fused.NONE);
    }

    /** Of all inputs, one of the outputs that they have. */
    private static int[] channels(int part, int expansion, int in) {
        return IntStream.range(0, in).map(i -> i * expansion + part).toArray();
    }
}

package io.framewatch.mobileformer;

import java.util.stream.IntStream;

/**
 * The layer that computes the coefficients of a Dynamic ReLU, with the arithmetic behind the hard
 * sigmoid folded in; what remains is a limit.
 */
final class DynamicReluLayers {

    private final Affine layer;

    DynamicReluLayers(Weights weights, String name) {
        this.layer = Affine.linear(weights, name + ".hyper.2").thenScale(1 / 3.0);
    }

    /**
     * Computes a1 = 2 · hsigmoid(x), which is x / 3 + 1, to be limited to 0 and 2.
     *
     * @param order for each channel, the channel of the layer that it is
     */
    Affine first(int[] order) {
        return layer.selectOutputs(order).thenAdd(1);
    }

    /**
     * Computes a2 = 2 · (hsigmoid(x) - 0.5), which is x / 3, to be limited to -1 and 1.
     *
     * @param order for each channel, the channel of the layer that it is
     */
    Affine second(int[] order) {
        int channels = layer.outputs() / 2;
        return layer.selectOutputs(
                IntStream.of(order).map(i -> i == Affine.ZERO ? i : i + channels).toArray());
    }
}

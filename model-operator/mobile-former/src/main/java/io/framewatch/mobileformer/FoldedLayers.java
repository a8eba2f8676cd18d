package io.framewatch.mobileformer;

/**
 * The layers of a network as graphs compute them. Batch normalisations, channel shuffles, groups of
 * pointwise convolutions, scales and the arithmetic of hard sigmoids are folded in. Names are those
 * of the checkpoint's layers, with a suffix where one layer became several.
 */
interface FoldedLayers {

    /**
     * A convolution or linear layer.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    Affine affine(String name);

    /**
     * The tokens, or scale ({@code .weight}) or shift ({@code .bias}) of a layer normalisation.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    Tensor tensor(String name);
}

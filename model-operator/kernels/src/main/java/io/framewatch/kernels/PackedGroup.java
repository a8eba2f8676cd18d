package io.framewatch.kernels;

import io.framewatch.kernels.PointwiseStep.Band;
import io.framewatch.kernels.PointwiseStep.Planes;
import java.util.List;

/**
 * A group of a pointwise convolution with its packed weights.
 *
 * @param weights their offset
 */
record PackedGroup(Group group, int weights) {

    /** Packs all groups of a layer. */
    static List<PackedGroup> of(Layer layer, PackedWeights weights) {
        return Group.of(layer).stream().map(group -> of(layer, group, weights)).toList();
    }

    static PackedGroup of(Layer layer, Group group, PackedWeights weights) {
        return new PackedGroup(group, weights.addTiles(layer, group.outputs(), group.inputs()));
    }

    /**
     * The convolution of some lanes without activation.
     *
     * @param residual what is added, or null
     */
    PointwiseStep step(FeatureMap x, FeatureMap y, FeatureMap residual, Band band) {
        return step(x, y, residual, Activation.NONE, band, group.outputs());
    }

    /**
     * The convolution of some lanes.
     *
     * @param residual what is added, or null
     * @param planes numbers of the planes of y that receive the outputs
     */
    PointwiseStep step(
            FeatureMap x,
            FeatureMap y,
            FeatureMap residual,
            Activation activation,
            Band band,
            int... planes) {
        Planes places = new Planes(x.planes(group.inputs()), y.planes(planes), group.outputs());
        return new PointwiseStep(x, y, residual, activation, band, places, weights);
    }
}

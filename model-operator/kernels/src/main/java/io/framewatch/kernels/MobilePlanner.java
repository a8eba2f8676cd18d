package io.framewatch.kernels;

import io.framewatch.kernels.PointwiseStep.Band;
import io.framewatch.kernels.PointwiseStep.Planes;
import io.framewatch.mobileformer.Block;
import io.framewatch.mobileformer.StoredNetwork;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Plans the convolutions. */
final class MobilePlanner {

    /**
     * Floats of planes between expansion and depthwise convolution that stay in a first-level
     * cache.
     */
    private static final int EXPANDED_TOGETHER = 12_000;

    private static final int[] TAPS = IntStream.range(0, DepthwiseStep.TAPS).toArray();

    private final PlanBuilder plan;

    MobilePlanner(PlanBuilder plan) {
        this.plan = plan;
    }

    /** The image's convolution. */
    FeatureMap stem(String name, int channels, int resolution) {
        FeatureMap y = plan.scratch().map(channels, resolution);
        Place rows = plan.scratch().room(StemStep.ROOM);
        Layer layer = plan.layer(name, channels, StemStep.COLOURS, 3, 3);
        int weights = plan.weights().add(StoredNetwork.means());
        plan.weights().appendTiles(layer, all(channels), all(StemStep.TAPS));
        plan.add(new StemStep(y, rows, weights));
        return y;
    }

    /** Depthwise, then pointwise convolution. */
    FeatureMap separable(String name, Block block, FeatureMap x) {
        int resolution = x.geometry().resolution() / block.stride();
        int wide = x.channels() * block.expansion();
        FeatureMap w = plan.scratch().sharedMap(wide, resolution);
        depthwise(name + ".0", x, w, block.expansion(), Activation.RELU6);
        FeatureMap y = plan.scratch().map(block.channels(), resolution);
        boolean skips = block.stride() == 1 && x.channels() == block.channels();
        pointwise(name + ".4", w, y, skips ? x : null, Activation.NONE);
        plan.scratch().giveBack(w);
        plan.scratch().giveBack(x);
        return y;
    }

    /**
     * Pointwise, depthwise and pointwise convolution. The first two run a few channels at a time,
     * so that what is between them stays in the cache.
     */
    FeatureMap bottleneck(String name, Block block, FeatureMap x, Activations activations) {
        int resolution = x.geometry().resolution();
        int wide = x.channels() * block.expansion();
        Layer expand = plan.layer(name + ".conv1.0", wide, x.channels(), 1, 1);
        Layer depthwise = plan.layer(name + ".conv2.0", wide, 1, 3, 3);
        int together =
                Math.max(PackedWeights.MAX_OUTPUTS, EXPANDED_TOGETHER / x.geometry().plane());
        FeatureMap e = plan.scratch().sharedMap(Math.min(wide, together), resolution);
        FeatureMap w = plan.scratch().sharedMap(wide, resolution);
        for (Group group : Group.of(expand)) {
            for (int from = 0; from < group.outputs().length; from += e.channels()) {
                int to = Math.min(from + e.channels(), group.outputs().length);
                int[] some = Arrays.copyOfRange(group.outputs(), from, to);
                pointwise(
                        expand,
                        new Group(group.inputs(), some),
                        all(some.length),
                        x,
                        e,
                        null,
                        activations.first());
                depthwise(depthwise, some, e, w, 1, activations.second());
            }
        }
        FeatureMap y = plan.scratch().map(block.channels(), resolution);
        pointwise(
                name + ".conv3.0",
                w,
                y,
                x.channels() == block.channels() ? x : null,
                Activation.NONE);
        plan.scratch().giveBack(e);
        plan.scratch().giveBack(w);
        plan.scratch().giveBack(x);
        return y;
    }

    /** Depthwise with stride, pointwise, depthwise and pointwise convolution. */
    FeatureMap downSampling(String name, Block block, FeatureMap x, Activations activations) {
        int resolution = x.geometry().resolution() / block.stride();
        int channels = block.channels();
        FeatureMap w = plan.scratch().sharedMap(x.channels() * block.expansion(), resolution);
        depthwise(name + ".conv1.0", x, w, block.expansion(), activations.first());
        FeatureMap r = plan.scratch().sharedMap(channels, resolution);
        pointwise(name + ".conv2.0", w, r, null, Activation.NONE);
        FeatureMap w2 = plan.scratch().sharedMap(channels * block.secondExpansion(), resolution);
        depthwise(name + ".conv3.0", r, w2, block.secondExpansion(), activations.second());
        FeatureMap y = plan.scratch().map(channels, resolution);
        pointwise(name + ".conv4.0", w2, y, r, Activation.NONE);
        plan.scratch().giveBack(w);
        plan.scratch().giveBack(r);
        plan.scratch().giveBack(w2);
        plan.scratch().giveBack(x);
        return y;
    }

    /** The classifier's convolution, then the mean of each of its channels. */
    void head(String name, FeatureMap x, int wide, Rows pooled) {
        FeatureMap w = plan.scratch().sharedMap(wide, x.geometry().resolution());
        pointwise(name, x, w, null, Activation.RELU6);
        plan.add(new MeanStep(w, pooled));
        plan.scratch().giveBack(w);
    }

    private void depthwise(
            String name, FeatureMap x, FeatureMap y, int multiplier, Activation activation) {
        Layer layer = plan.layer(name, x.channels() * multiplier, 1, 3, 3);
        depthwise(layer, all(x.channels()), x, y, multiplier, activation);
    }

    private void depthwise(
            Layer layer,
            int[] channels,
            FeatureMap x,
            FeatureMap y,
            int multiplier,
            Activation activation) {
        int[][] outputs =
                IntStream.of(channels)
                        .mapToObj(
                                c ->
                                        IntStream.range(c * multiplier, (c + 1) * multiplier)
                                                .toArray())
                        .toArray(int[][]::new);
        int weights = plan.weights().addTiles(layer, outputs, TAPS);
        int rows = y.geometry().resolution();
        plan.add(new DepthwiseStep(x, y, activation, channels, multiplier, 0, rows, weights));
    }

    private void pointwise(
            String name, FeatureMap x, FeatureMap y, FeatureMap residual, Activation activation) {
        Layer layer = plan.layer(name, y.channels(), x.channels(), 1, 1);
        for (Group group : Group.of(layer)) {
            pointwise(layer, group, group.outputs(), x, y, residual, activation);
        }
    }

    /** A group, or a part of one, to some planes of y. */
    private void pointwise(
            Layer layer,
            Group group,
            int[] planes,
            FeatureMap x,
            FeatureMap y,
            FeatureMap residual,
            Activation activation) {
        int weights = plan.weights().addTiles(layer, group.outputs(), group.inputs());
        Planes places = new Planes(x.planes(group.inputs()), y.planes(planes), group.outputs());
        Band all = new Band(0, y.geometry().lanes(plan.lanes()));
        plan.add(new PointwiseStep(x, y, residual, activation, all, places, weights));
    }

    private static int[] all(int number) {
        return IntStream.range(0, number).toArray();
    }
}

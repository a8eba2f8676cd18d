package io.framewatch.kernels;

import io.framewatch.kernels.PointwiseStep.Band;
import io.framewatch.mobileformer.Block;
import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Variant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Plans the convolutions. */
final class MobilePlanner {

    /** Floats of the planes between expansion and depthwise convolution: a first-level cache. */
    private static final int EXPANDED_TOGETHER = 12_000;

    /** Floats of a band of a wide map between depthwise and pointwise convolution. */
    private static final int WIDE_TOGETHER = 24_000;

    /** Rows of maps with shorter ones are no whole vectors. */
    private static final int MIN_BANDED_ROW = 16;

    private static final int STEM_RESOLUTION = Variant.RESOLUTION / 2;
    private static final int[] TAPS = IntStream.range(0, DepthwiseStep.TAPS).toArray();

    private final PlanBuilder plan;

    MobilePlanner(PlanBuilder plan) {
        this.plan = plan;
    }

    /**
     * The image's convolution, then depthwise and pointwise convolution. They take turns, so that
     * what is between them stays in the cache.
     */
    FeatureMap stemAndSeparable(int channels, Block block) {
        FeatureMap x = plan.scratch().sharedMap(channels, STEM_RESOLUTION);
        int resolution = STEM_RESOLUTION / block.stride();
        FeatureMap y = plan.scratch().map(block.channels(), resolution);
        boolean skips = block.stride() == 1 && channels == block.channels();
        Half half =
                new Half(
                        "features.0.conv.0",
                        "features.0.conv.4",
                        block.expansion(),
                        Activation.RELU6);
        half(half, x, y, skips ? x : null, stem(x, block.stride()));
        plan.scratch().giveBack(x);
        return y;
    }

    /** Plans rows of the stem as far as some rows of the next map, half as large or equal, need. */
    private IntConsumer stem(FeatureMap x, int stride) {
        Place rows = plan.scratch().room(StemStep.ROOM);
        Layer layer = plan.layer("stem.0", x.channels(), StemStep.COLOURS, 3, 3);
        int weights = plan.weights().add(StoredNetwork.means());
        plan.weights().appendTiles(layer, all(x.channels()), all(StemStep.TAPS));
        int[] done = {0};
        return last -> {
            int needed = Math.min(STEM_RESOLUTION, last * stride + 1);
            plan.add(new StemStep(x, rows, done[0], needed - done[0], weights));
            done[0] = needed;
        };
    }

    /**
     * Pointwise, depthwise and pointwise convolution. The first two run a few channels at a time,
     * so that what is between them stays in the cache.
     */
    FeatureMap bottleneck(String name, Block block, FeatureMap x, Activations activations) {
        int wide = x.channels() * block.expansion();
        Layer expand = plan.layer(name + ".conv1.0", wide, x.channels(), 1, 1);
        FeatureMap w = plan.scratch().sharedMap(wide, x.resolution());
        int most = EXPANDED_TOGETHER / x.geometry().plane();
        FeatureMap e =
                plan.scratch().sharedMap(Math.max(PackedWeights.MAX_OUTPUTS, most), x.resolution());
        Layer depthwise = plan.layer(name + ".conv2.0", wide, 1, 3, 3);
        for (Group group : Group.of(expand)) {
            for (Group part : group.parts(e.channels())) {
                PackedGroup packed = PackedGroup.of(expand, part, plan.weights());
                int[] planes = all(part.outputs().length);
                Band band = allLanes(x.geometry());
                plan.add(packed.step(x, e, null, activations.first(), band, planes));
                depthwise(depthwise, part.outputs(), e, w, activations.second());
            }
        }
        FeatureMap y = plan.scratch().map(block.channels(), x.resolution());
        FeatureMap residual = x.channels() == block.channels() ? x : null;
        pointwise(name + ".conv3.0", w, y, residual, Activation.NONE);
        plan.scratch().giveBack(e);
        plan.scratch().giveBack(w);
        plan.scratch().giveBack(x);
        return y;
    }

    /** Depthwise with stride, pointwise, depthwise and pointwise convolution. */
    FeatureMap downSampling(String name, Block block, FeatureMap x, Activations activations) {
        int resolution = x.resolution() / block.stride();
        FeatureMap r = plan.scratch().sharedMap(block.channels(), resolution);
        FeatureMap y = plan.scratch().map(block.channels(), resolution);
        Half first =
                new Half(
                        name + ".conv1.0",
                        name + ".conv2.0",
                        block.expansion(),
                        activations.first());
        Half second =
                new Half(
                        name + ".conv3.0",
                        name + ".conv4.0",
                        block.secondExpansion(),
                        activations.second());
        half(first, x, r, null, last -> {});
        half(second, r, y, r, last -> {});
        plan.scratch().giveBack(r);
        plan.scratch().giveBack(x);
        return y;
    }

    /** The classifier's convolution, then the mean of each of its channels. */
    void head(String name, FeatureMap x, int wide, Rows pooled) {
        FeatureMap w = plan.scratch().sharedMap(wide, x.resolution());
        pointwise(name, x, w, null, Activation.RELU6);
        plan.add(new MeanStep(w, pooled));
        plan.scratch().giveBack(w);
    }

    /**
     * A depthwise convolution, and the pointwise one behind it.
     *
     * @param depthwise name of the first
     * @param pointwise name of the second
     * @param expansion outputs of the first for each input
     * @param activation between them
     */
    private record Half(String depthwise, String pointwise, int expansion, Activation activation) {}

    /**
     * Plans a depthwise and a pointwise convolution in bands of rows, so that the wide map between
     * them stays in the cache.
     *
     * @param residual what is added, or null
     * @param before plans what must come before a band, given the row of y behind it
     */
    private void half(
            Half half, FeatureMap x, FeatureMap y, FeatureMap residual, IntConsumer before) {
        int wide = x.channels() * half.expansion();
        Layer depthwise = plan.layer(half.depthwise(), wide, 1, 3, 3);
        boolean strided = x.resolution() != y.resolution();
        int[][] tiles =
                strided ? outputs(all(x.channels()), half.expansion()) : outputs(all(wide), 1);
        int weights = plan.weights().addTiles(depthwise, tiles, TAPS);
        Layer pointwise = plan.layer(half.pointwise(), y.channels(), wide, 1, 1);
        List<PackedGroup> groups = PackedGroup.of(pointwise, plan.weights());
        int rows = rowsTogether(wide, y.geometry());
        FeatureMap w = plan.scratch().band(wide, y.resolution(), rows);
        for (int row = 0; row < y.resolution(); row += rows) {
            int count = Math.min(rows, y.resolution() - row);
            before.accept(row + count);
            FeatureMap band = w.startingAt(row);
            plan.add(
                    new DepthwiseStep(
                            x,
                            band,
                            half.activation(),
                            all(x.channels()),
                            half.expansion(),
                            row,
                            count,
                            weights));
            Band lanes = lanes(y, row, count);
            groups.forEach(group -> plan.add(group.step(band, y, residual, lanes)));
        }
        plan.scratch().giveBack(w);
    }

    /** Rows of a wide map that stay in the cache. */
    private static int rowsTogether(int channels, Geometry geometry) {
        if (geometry.row() < MIN_BANDED_ROW) {
            return geometry.plane() / geometry.row();
        }
        int rows = Math.max(1, WIDE_TOGETHER / (channels * geometry.row()));
        return Math.min(geometry.resolution(), rows);
    }

    private void depthwise(
            Layer layer, int[] channels, FeatureMap x, FeatureMap y, Activation activation) {
        int weights = plan.weights().addTiles(layer, outputs(channels, 1), TAPS);
        plan.add(new DepthwiseStep(x, y, activation, channels, 1, 0, y.resolution(), weights));
    }

    /** The outputs of each input of a depthwise convolution. */
    private static int[][] outputs(int[] inputs, int multiplier) {
        return IntStream.of(inputs)
                .mapToObj(c -> IntStream.range(c * multiplier, (c + 1) * multiplier).toArray())
                .toArray(int[][]::new);
    }

    private void pointwise(
            String name, FeatureMap x, FeatureMap y, FeatureMap residual, Activation activation) {
        Layer layer = plan.layer(name, y.channels(), x.channels(), 1, 1);
        for (PackedGroup packed : PackedGroup.of(layer, plan.weights())) {
            int[] planes = packed.group().outputs();
            Band band = allLanes(y.geometry());
            plan.add(packed.step(x, y, residual, activation, band, planes));
        }
    }

    private Band allLanes(Geometry geometry) {
        return new Band(0, geometry.lanes(plan.lanes()));
    }

    private Band lanes(FeatureMap map, int row, int rows) {
        int length = map.geometry().row();
        return new Band(row * length, plan.lanes().up(rows * length));
    }

    private static int[] all(int number) {
        return IntStream.range(0, number).toArray();
    }
}

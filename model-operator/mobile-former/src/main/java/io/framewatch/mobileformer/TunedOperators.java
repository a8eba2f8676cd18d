package io.framewatch.mobileformer;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolutions of the tuned graph by what they are, for one size of batch and of blocks. Channels
 * are padded with zeros to full blocks.
 */
final class TunedOperators {

    private final OnnxGraph graph;
    private final BlockedOperators operators;
    private final BlockedLayout layout;
    private final int batch;

    TunedOperators(OnnxGraph graph, BlockedLayout layout, int batch) {
        this.graph = graph;
        this.operators = new BlockedOperators(graph);
        this.layout = layout;
        this.batch = batch;
    }

    /** An image as it is, [N, 3, H, W], to a feature map of half the resolution. */
    String image(String name, String image, Affine affine) {
        Affine padded = affine.selectOutputs(padded(affine.outputs()));
        Filter filter = filter(name, layout.narrow(padded), padded, 2, 1);
        return operators.convolution(name, image, filter, "", Fused.RELU6);
    }

    /** Every channel by itself; {@code affine} has one input. */
    String depthwise(String name, String x, Affine affine, int stride, Fused activation) {
        Affine padded = affine.selectOutputs(padded(affine.outputs()));
        Filter filter = filter(name, layout.narrow(padded), padded, stride, padded.outputs());
        return operators.convolution(name, x, filter, "", activation);
    }

    /** All channels of a pixel; {@code sum} is added if it is not empty. */
    String pointwise(String name, String x, Affine affine, String sum, Fused activation) {
        Affine padded =
                affine.selectOutputs(padded(affine.outputs()))
                        .selectInputs(padded(affine.inputs()));
        Filter filter = filter(name, layout.dense(padded), padded, 1, 1);
        return operators.convolution(name, x, filter, sum, activation);
    }

    /**
     * Multiplies each channel of each image with its factor.
     *
     * @param x [1, N · C, H, W], see {@link #joined}
     * @param factors [N · C, 1, 1, 1]
     */
    String scale(
            String name, String x, String factors, int channels, String sum, Fused activation) {
        Filter filter = new Filter(factors, "", 1, 1, batch * layout.padded(channels));
        return operators.convolution(name, x, filter, sum, activation);
    }

    /**
     * All channels of a pixel, with a filter of each image's own.
     *
     * @param x [1, N · inputs, H, W]
     * @param weight [N · outputs, inputs, 1, 1] in the layout of dense filters
     * @param bias [N · outputs], empty for none
     */
    String pointwiseOfEach(String name, String x, String weight, String bias, String sum) {
        Filter filter = new Filter(weight, bias, 1, 1, batch);
        return operators.convolution(name, x, filter, sum, Fused.NONE);
    }

    /** All images' channels as those of one image: [N, C, H, W] as [1, N · C, H, W]. */
    String joined(String name, String x, int channels, int resolution) {
        return batch == 1 ? x : view(name, x, 1, width(channels), resolution, resolution);
    }

    /** The reverse of {@link #joined}. */
    String parted(String name, String x, int channels, int resolution) {
        int width = layout.padded(channels);
        return batch == 1 ? x : view(name, x, batch, width, resolution, resolution);
    }

    private long width(int channels) {
        return (long) batch * layout.padded(channels);
    }

    /** From blocks to [N, channels, H, W], without padding. */
    String unblocked(String name, String x, int channels) {
        return operators.unblocked(name, x, channels);
    }

    /** The mean of each channel: to [N, channels], without padding. */
    String mean(String name, String x, int channels) {
        String mean = operators.mean(name + ".pool", x);
        String pixels = unblocked(name + ".unblocked", mean, channels);
        return view(name, pixels, batch, channels);
    }

    /** The same numbers in another shape, without moving any. */
    String view(String name, String x, long... shape) {
        return graph.node("Reshape", name, List.of(x, graph.constant(name + ".shape", shape)));
    }

    private Filter filter(String name, Tensor weight, Affine affine, int stride, int group) {
        return new Filter(
                graph.constant(name + ".weight", weight),
                graph.constant(name + ".bias", affine.bias()),
                weight.shape()[2],
                stride,
                group);
    }

    private int[] padded(int channels) {
        return layout.padded(IntStream.range(0, channels).toArray());
    }
}

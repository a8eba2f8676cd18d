package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.OnnxGraph.attribute;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The convolutions of the tuned graph, and the operators between them. A feature map has one or a
 * few images, [images, C, H, W]. Its channels are padded with zeros to full blocks.
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

    /** Images of the batch. */
    int batch() {
        return batch;
    }

    /** Number of images of each of these feature maps, which together hold the batch. */
    int images(List<String> maps) {
        return batch / maps.size();
    }

    /** The filter of a convolution of unblocked images, [1, 3, H, W]. */
    Filter ofImage(String name, Affine affine, int stride) {
        Affine padded = affine.selectOutputs(padded(affine.outputs()));
        return filter(name, layout.narrow(padded), padded, stride, 1);
    }

    /** The filter of a depthwise convolution; {@code affine} has one input. */
    Filter depthwise(String name, Affine affine, int stride) {
        return depthwise(name, affine, stride, 1);
    }

    /** The same for as many images as one. */
    Filter depthwise(String name, Affine affine, int stride, int images) {
        Affine padded = affine.selectOutputs(repeated(padded(affine.outputs()), images));
        return filter(name, layout.narrow(padded), padded, stride, padded.outputs());
    }

    /** The filter of a pointwise convolution. */
    Filter pointwise(String name, Affine affine) {
        return pointwise(name, affine, 1);
    }

    /** The same for as many images as one. */
    Filter pointwise(String name, Affine affine, int images) {
        Affine padded =
                affine.selectOutputs(repeated(padded(affine.outputs()), images))
                        .selectInputs(padded(affine.inputs()));
        return filter(name, layout.dense(padded), padded, 1, images);
    }

    /** A convolution. If {@code sum} is not empty, it is added before the fused activation. */
    String convolution(String name, String x, Filter filter, String sum, Fused fused) {
        return operators.convolution(name, x, filter, sum, fused);
    }

    /** From blocks to [1, channels, H, W], without padding. */
    String unblocked(String name, String x, int channels) {
        return operators.unblocked(name, x, channels);
    }

    /** The mean of each channel, [1, channels, 1, 1], without padding. */
    String mean(String name, String x, int channels) {
        return unblocked(name, operators.mean(name + ".pool", x), channels);
    }

    /** Equal parts along the first dimension. */
    List<String> split(String name, String x, int parts) {
        if (parts == 1) {
            return List.of(x);
        }
        List<String> names = IntStream.range(0, parts).mapToObj(i -> name + "." + i).toList();
        return graph.node("", "Split", names, List.of(x), attribute("axis", 0));
    }

    /** The reverse of {@link #split}. */
    String concatenate(String name, List<String> parts) {
        return concatenate(name, parts, 0);
    }

    /** Several images as one image with more channels: [N, C, H, W] to [1, N · C, H, W]. */
    String asOne(String name, String x, int images) {
        return images == 1 ? x : reshape(name, x, 1);
    }

    /** The reverse of {@link #asOne}. */
    String asMany(String name, String x, int images) {
        return images == 1 ? x : reshape(name, x, images);
    }

    /** Concatenates feature maps along the channels. */
    String sideBySide(String name, List<String> maps) {
        return concatenate(name, maps, 1);
    }

    /** Channels padded with zeros to full blocks. */
    int[] padded(int[] channels) {
        return layout.padded(channels);
    }

    /** Channels of a block. */
    int block() {
        return layout.block();
    }

    /** Reshapes to a number of images of the same resolution. Costs a node and copies nothing. */
    private String reshape(String name, String x, int images) {
        String shape = graph.constant(name + ".shape", new long[] {images, -1, 0, 0});
        return graph.node("Reshape", name, List.of(x, shape));
    }

    private String concatenate(String name, List<String> parts, int axis) {
        return parts.size() == 1
                ? parts.get(0)
                : graph.node("Concat", name, parts, attribute("axis", axis));
    }

    private Filter filter(String name, Tensor weight, Affine affine, int stride, int group) {
        return new Filter(
                graph.constant(name + ".weight", weight),
                graph.constant(name + ".bias", affine.bias()),
                weight.shape()[2],
                stride,
                group);
    }

    private static int[] repeated(int[] channels, int times) {
        return IntStream.range(0, times * channels.length)
                .map(i -> channels[i % channels.length])
                .toArray();
    }

    private int[] padded(int channels) {
        return padded(IntStream.range(0, channels).toArray());
    }
}

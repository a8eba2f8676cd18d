package io.framewatch.mobileformer;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The channel shuffles of a variant, as orders of channels to be folded into the layers around
 * them. A shuffle sees channels as [groups, channels / groups], transposes and flattens them. Only
 * variants with grouped convolutions have any.
 */
final class Shuffles {

    private final Map<String, int[]> outputs = new HashMap<>();
    private final Map<String, int[]> inputs = new HashMap<>();

    Shuffles(Variant variant) {
        if (variant.groups() > 1) {
            int in = variant.stemChannels();
            for (int i = 0; i < variant.blocks().size(); i++) {
                Block block = variant.blocks().get(i);
                addBlock("features." + i, block, in, variant.groups());
                in = block.channels();
            }
            inputs.put("classifier.conv.1", to(in, variant.groups()));
        }
    }

    /** For each channel that leaves a layer's shuffle, the output of the layer that it is. */
    int[] outputs(String layer, int channels) {
        return outputs.getOrDefault(layer, IntStream.range(0, channels).toArray());
    }

    /**
     * For each channel before the shuffle in front of a layer, the input of the layer that it is.
     */
    int[] inputs(String layer, int channels) {
        return inputs.getOrDefault(layer, IntStream.range(0, channels).toArray());
    }

    private void addBlock(String name, Block block, int in, int groups) {
        int wide = in * block.expansion();
        switch (block.kind()) {
            case SEPARABLE -> inputs.put(name + ".conv.4", to(wide, in));
            case INVERTED_BOTTLENECK -> {
                outputs.put(name + ".conv1.0", from(wide, groups));
                outputs.put(name + ".conv3.0", from(block.channels(), groups));
            }
            case DOWN_SAMPLING -> {
                inputs.put(name + ".hyper1", to(wide, in));
                inputs.put(name + ".conv2.0", to(wide, in));
                int secondWide = block.channels() * block.secondExpansion();
                inputs.put(name + ".hyper3", to(secondWide, block.channels()));
                inputs.put(name + ".conv4.0", to(secondWide, block.channels()));
            }
        }
    }

    /** For each channel after a shuffle, the channel that it was before. */
    private static int[] from(int channels, int groups) {
        int[] from = new int[channels];
        int size = channels / groups;
        for (int before = 0; before < channels; before++) {
            from[before % size * groups + before / size] = before;
        }
        return from;
    }

    /** For each channel before a shuffle, the channel that it becomes. */
    private static int[] to(int channels, int groups) {
        return from(channels, channels / groups);
    }
}

package io.framewatch.mobileformer;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The channel shuffles of a variant, as permutations that are folded into the layers around them. A
 * shuffle reshapes channels to [groups, channels / groups], transposes and flattens them. Only
 * variants with grouped convolutions have shuffles.
 */
final class Shuffles {

    private final Map<String, int[]> outputs = new HashMap<>();
    private final Map<String, int[]> inputs = new HashMap<>();

    Shuffles(Variant variant) {
        if (variant.mobile().groups() > 1) {
            int in = variant.mobile().stemChannels();
            for (int i = 0; i < variant.mobile().blocks().size(); i++) {
                Block block = variant.mobile().blocks().get(i);
                addBlock("features." + i, block, in, variant.mobile().groups());
                in = block.channels();
            }
            inputs.put("classifier.conv.1", to(in, variant.mobile().groups()));
        }
    }

    /** The layer's output index of each channel after the shuffle behind the layer. */
    int[] outputs(String layer, int channels) {
        return outputs.getOrDefault(layer, IntStream.range(0, channels).toArray());
    }

    /** The layer's input index of each channel before the shuffle in front of the layer. */
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

    /** The index before a shuffle of each channel after it. */
    private static int[] from(int channels, int groups) {
        int[] from = new int[channels];
        int size = channels / groups;
        for (int before = 0; before < channels; before++) {
            from[before % size * groups + before / size] = before;
        }
        return from;
    }

    /** The index after a shuffle of each channel before it. */
    private static int[] to(int channels, int groups) {
        return from(channels, channels / groups);
    }
}

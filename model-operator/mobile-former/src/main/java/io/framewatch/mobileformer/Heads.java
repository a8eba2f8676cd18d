package io.framewatch.mobileformer;

import java.util.stream.IntStream;

/**
 * Attention heads without moving data: instead of splitting C channels into heads, each head keeps
 * all C channels, and those of the other heads are zero. A layer writes or reads [.., heads, C].
 */
final class Heads {

    private Heads() {}

    /** A layer C' to C that writes heads · C outputs, those that a head does not see being zero. */
    static Affine write(Affine layer, int heads) {
        int channels = layer.outputs();
        return repeatOutputs(layer, heads).thenScale(mask(channels, heads));
    }

    /** A layer C to C' that reads heads · C inputs, from each head its own. */
    static Affine read(Affine layer, int heads) {
        int channels = layer.inputs();
        return layer.selectInputs(repeated(channels, heads)).afterScale(mask(channels, heads));
    }

    /** A layer C' to C that writes its outputs once for each head. */
    static Affine repeatOutputs(Affine layer, int heads) {
        return layer.selectOutputs(repeated(layer.outputs(), heads));
    }

    private static int[] repeated(int channels, int heads) {
        return IntStream.range(0, heads * channels).map(i -> i % channels).toArray();
    }

    private static double[] mask(int channels, int heads) {
        int width = channels / heads;
        return IntStream.range(0, heads * channels)
                .mapToDouble(i -> i % channels / width == i / channels ? 1 : 0)
                .toArray();
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Affine.ZERO;

import java.util.stream.IntStream;

/**
 * Attention heads without moving data: instead of splitting C channels into heads, each head keeps
 * all C channels, and those of the other heads are zero. A layer writes or reads [.., heads, C].
 */
final class Heads {

    private Heads() {}

    /** A layer C' to C that writes heads · C outputs, those that a head does not see being zero. */
    static Affine write(Affine layer, int heads) {
        return layer.selectOutputs(masked(layer.outputs(), heads));
    }

    /** A layer C to C' that reads heads · C inputs, from each head its own. */
    static Affine read(Affine layer, int heads) {
        return layer.selectInputs(masked(layer.inputs(), heads));
    }

    /** A layer C' to C that writes its outputs once for each head. */
    static Affine repeat(Affine layer, int heads) {
        int channels = layer.outputs();
        return layer.selectOutputs(
                IntStream.range(0, heads * channels).map(i -> i % channels).toArray());
    }

    private static int[] masked(int channels, int heads) {
        return IntStream.range(0, heads * channels)
                .map(i -> sees(i / channels, i % channels, channels, heads) ? i % channels : ZERO)
                .toArray();
    }

    /** Whether a channel is one of a head's. */
    static boolean sees(int head, int channel, int channels, int heads) {
        return channel / (channels / heads) == head;
    }
}

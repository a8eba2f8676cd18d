package io.framewatch.mobileformer;

import io.framewatch.mobileformer.Entry.Role;
import java.util.List;

/**
 * One layer that has entries in a checkpoint.
 *
 * @param name prefix of its entries, for example {@code features.1.conv1.0}
 * @param kind what it computes
 * @param resolution width and height of its output in pixels; 1 where it is a vector
 * @param multiplyAdds multiplications with an addition for one image; as in the literature, 0 for
 *     all but convolutions and linear layers
 * @param entries its entries in the order of a checkpoint
 */
public record Layer(
        String name, Kind kind, int resolution, long multiplyAdds, List<Entry> entries) {

    /** What a layer computes. */
    public enum Kind {
        /** The tokens at the network's input. */
        TOKENS,
        /** A convolution without bias. */
        CONVOLUTION,
        /** Batch normalisation, eps 1e-5. */
        BATCH_NORM,
        /** A linear layer with bias. */
        LINEAR,
        /** Layer normalisation, eps 1e-5. */
        LAYER_NORM
    }

    public Layer {
        entries = List.copyOf(entries);
    }

    /** Number of values that training learns. */
    public long parameters() {
        return entries.stream().mapToLong(Entry::parameters).sum();
    }

    static Layer tokens(int tokens, int width) {
        Entry weight = new Entry("tokens.weight", Role.WEIGHT, tokens, width);
        return new Layer("tokens", Kind.TOKENS, 1, 0, List.of(weight));
    }

    /** A square convolution from {@code in} to {@code out} channels. */
    static Layer convolution(String name, int in, int out, int kernel, int groups, int resolution) {
        Entry weight = new Entry(name + ".weight", Role.WEIGHT, out, in / groups, kernel, kernel);
        long multiplyAdds = weight.size() * resolution * resolution;
        return new Layer(name, Kind.CONVOLUTION, resolution, multiplyAdds, List.of(weight));
    }

    static Layer batchNorm(String name, int channels, int resolution) {
        List<Entry> entries =
                List.of(
                        new Entry(name + ".weight", Role.SCALE, channels),
                        new Entry(name + ".bias", Role.BIAS, channels),
                        new Entry(name + ".running_mean", Role.MEAN, channels),
                        new Entry(name + ".running_var", Role.VARIANCE, channels),
                        new Entry(name + ".num_batches_tracked", Role.COUNTER));
        return new Layer(name, Kind.BATCH_NORM, resolution, 0, entries);
    }

    /** A linear layer that is applied to {@code rows} vectors of each image. */
    static Layer linear(String name, int in, int out, int rows) {
        Entry weight = new Entry(name + ".weight", Role.WEIGHT, out, in);
        Entry bias = new Entry(name + ".bias", Role.BIAS, out);
        return new Layer(name, Kind.LINEAR, 1, weight.size() * rows, List.of(weight, bias));
    }

    static Layer layerNorm(String name, int width) {
        Entry scale = new Entry(name + ".weight", Role.SCALE, width);
        Entry bias = new Entry(name + ".bias", Role.BIAS, width);
        return new Layer(name, Kind.LAYER_NORM, 1, 0, List.of(scale, bias));
    }
}

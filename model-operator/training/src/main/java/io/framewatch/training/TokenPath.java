package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.framewatch.mobileformer.Ablation;

/**
 * The tokens of the network: the bridges between them and the feature map, the Former, and Dynamic
 * ReLU (arXiv:2003.10027), whose coefficients come from the first token.
 */
final class TokenPath {

    private static final int BRIDGE_HEADS = 2;
    private static final int FORMER_HEADS = 4;

    private final NetworkLayers layers;
    private final Ablation ablation;

    TokenPath(NetworkLayers layers, Ablation ablation) {
        this.layers = layers;
        this.ablation = ablation;
    }

    /** The first token of each image, [N, D]. */
    static NDArray first(NDArray z) {
        return z.get(":, 0");
    }

    /** The tokens of a block: they attend to its input and then to each other. */
    NDArray update(String block, NDArray x, NDArray z) {
        NDArray updated = z;
        if (ablation.hasBridges()) {
            updated = mobileToFormer(block + ".local_global", x, updated);
        }
        return ablation.hasFormer() ? former(block + ".global_block", updated) : updated;
    }

    /** Tokens attend to the pixels. */
    NDArray mobileToFormer(String name, NDArray x, NDArray z) {
        NDArray pixels = channelHeads(x);
        NDArray queries = heads(layers.linear(name + ".q", z), BRIDGE_HEADS);
        NDArray weights = queries.matMul(pixels).mul(scale(pixels.size(2))).softmax(-1);
        NDArray seen = together(weights.matMul(pixels.swapAxes(2, 3)));
        NDArray gate = layers.hardSigmoid(layers.linear(name + ".alpha.0", z), 2);
        NDArray read = layers.linear(name + ".proj", seen.mul(gate));
        return layers.layerNorm(name + ".layer_norm", z.add(read));
    }

    private NDArray former(String name, NDArray z) {
        NDArray own = heads(z, FORMER_HEADS);
        NDArray queries = heads(layers.linear(name + ".q", z), FORMER_HEADS);
        NDArray weights = queries.matMul(own.swapAxes(2, 3)).mul(scale(own.size(3))).softmax(-1);
        NDArray seen = layers.linear(name + ".channel_mlp", together(weights.matMul(own)));
        NDArray normed = layers.layerNorm(name + ".layer_norm", z.add(seen));
        NDArray hidden =
                Activation.gelu(new NDList(layers.linear(name + ".ffn.0", normed)))
                        .singletonOrThrow();
        return layers.layerNorm(
                name + ".ffn_norm", normed.add(layers.linear(name + ".ffn.2", hidden)));
    }

    /** Pixels attend to the tokens; without bridges the feature map itself. */
    NDArray formerToMobile(String name, NDArray x, NDArray z) {
        if (!ablation.hasBridges()) {
            return x;
        }
        NDArray pixels = channelHeads(x);
        NDArray keys = heads(layers.linear(name + ".k", z), BRIDGE_HEADS);
        NDArray values = heads(layers.linear(name + ".proj", z), BRIDGE_HEADS);
        NDArray weights = keys.matMul(pixels).mul(scale(pixels.size(2))).softmax(2);
        return x.add(values.swapAxes(2, 3).matMul(weights).reshape(x.getShape()));
    }

    /**
     * max(a1 x, a2 x), or plain ReLU where it is left out. Written as min(a1, a2) x + |a1 - a2|
     * relu(x), which needs a third fewer passes over the wide map than the maximum, forward and
     * backward.
     */
    NDArray activate(String name, NDArray x, NDArray z) {
        if (!ablation.hasDynamicRelu()) {
            return Activation.relu(x);
        }
        NDArray hidden = Activation.relu(layers.linear(name + ".hyper.0", first(z)));
        NDArray coefficients = layers.hardSigmoid(layers.linear(name + ".hyper.2", hidden), 2);
        NDList halves = coefficients.split(2, 1);
        NDArray a1 = halves.get(0);
        NDArray a2 = halves.get(1).sub(1);
        Shape shape = new Shape(x.size(0), x.size(1), 1, 1);
        NDArray slope = a1.minimum(a2).reshape(shape);
        NDArray bend = a1.sub(a2).abs().reshape(shape);
        return x.mul(slope).add(Activation.relu(x).mul(bend));
    }

    /** [N, C, H, W] to [N, heads, C / heads, H W]. */
    private static NDArray channelHeads(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(
                shape.get(0),
                BRIDGE_HEADS,
                shape.get(1) / BRIDGE_HEADS,
                shape.get(2) * shape.get(3));
    }

    /** [N, T, width] to [N, heads, T, width / heads]. */
    private static NDArray heads(NDArray z, int heads) {
        return z.reshape(z.size(0), z.size(1), heads, z.size(2) / heads).swapAxes(1, 2);
    }

    /** The inverse of {@link #heads}. */
    private static NDArray together(NDArray z) {
        return z.swapAxes(1, 2).reshape(z.size(0), z.size(2), z.size(1) * z.size(3));
    }

    private NDArray scale(long width) {
        return layers.constant(1 / Math.sqrt(width));
    }
}

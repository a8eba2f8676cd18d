package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.PlainMath.hardSigmoid;

import java.util.Arrays;

/**
 * Mobile-Former as in the paper, for one image, in float64 with plain loops. Nothing is folded or
 * reordered, and it shares no code with the graph. Tokens are [T][D], feature maps [C][H · W].
 */
final class PlainNetwork {

    private static final int HEADS = 2;
    private static final int FORMER_HEADS = 4;

    private final Variant variant;
    private final PlainLayers layers;
    private double[][] x;
    private double[][] z;

    private PlainNetwork(Variant variant, Weights weights) {
        this.variant = variant;
        this.layers = new PlainLayers(weights);
    }

    /** The logits for a normalised image [3, 224, 224]. */
    static double[] logits(Variant variant, Weights weights, float[] image) {
        return new PlainNetwork(variant, weights).run(image);
    }

    private double[] run(float[] image) {
        x = PlainMath.relu6(layers.convolution("stem.0", PlainMath.planes(image, 3), 2, 1));
        z = variant.ablation().hasFormer() ? layers.matrix("tokens.weight") : null;
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            Block block = variant.mobile().blocks().get(i);
            switch (block.kind()) {
                case SEPARABLE -> separable("features." + i + ".conv.", block);
                case INVERTED_BOTTLENECK -> bottleneck("features." + i + ".", block);
                case DOWN_SAMPLING -> downSampling("features." + i + ".", block);
            }
        }
        if (variant.ablation().hasBridges()) {
            mobileToFormer("local_global.");
        }
        return classifier();
    }

    private void separable(String name, Block block) {
        int in = x.length;
        double[][] y = PlainMath.relu6(layers.convolution(name + "0", x, block.stride(), in));
        y = layers.convolution(name + "4", shuffle(y, in), 1, variant.mobile().groups());
        x = block.stride() == 1 && in == block.channels() ? PlainMath.add(x, y) : y;
    }

    private void bottleneck(String name, Block block) {
        int groups = variant.mobile().groups();
        tokenUpdate(name);
        double[][] y = shuffle(layers.convolution(name + "conv1.0", x, 1, groups), groups);
        y = activation(name + "hyper1.", y);
        y =
                activation(
                        name + "hyper2.",
                        layers.convolution(name + "conv2.0", y, block.stride(), y.length));
        y = shuffle(layers.convolution(name + "conv3.0", y, 1, groups), groups);
        x = block.stride() == 1 && x.length == block.channels() ? PlainMath.add(x, y) : y;
        formerToMobile(name + "global_local.");
    }

    private void downSampling(String name, Block block) {
        int groups = variant.mobile().groups();
        tokenUpdate(name);
        double[][] y = layers.convolution(name + "conv1.0", x, block.stride(), x.length);
        y = activation(name + "hyper1.", shuffle(y, x.length));
        double[][] reduced = layers.convolution(name + "conv2.0", y, 1, groups);
        y = layers.convolution(name + "conv3.0", reduced, 1, reduced.length);
        y = activation(name + "hyper3.", shuffle(y, reduced.length));
        x = PlainMath.add(reduced, layers.convolution(name + "conv4.0", y, 1, groups));
        formerToMobile(name + "global_local.");
    }

    private void tokenUpdate(String name) {
        if (variant.ablation().hasBridges()) {
            mobileToFormer(name + "local_global.");
        }
        if (variant.ablation().hasFormer()) {
            former(name + "global_block.");
        }
    }

    private void mobileToFormer(String name) {
        double[][] pixels = PlainMath.transpose(x);
        double[][] seen = PlainMath.attend(layers.linear(name + "q", z), pixels, pixels, HEADS);
        double[][] gates = layers.linear(name + "alpha.0", z);
        for (int t = 0; t < seen.length; t++) {
            for (int c = 0; c < seen[t].length; c++) {
                seen[t][c] *= 2 * hardSigmoid(gates[t][c]);
            }
        }
        z = layers.addAndNorm(name + "layer_norm", z, layers.linear(name + "proj", seen));
    }

    private void former(String name) {
        double[][] seen = PlainMath.attend(layers.linear(name + "q", z), z, z, FORMER_HEADS);
        z = layers.addAndNorm(name + "layer_norm", z, layers.linear(name + "channel_mlp", seen));
        double[][] hidden = PlainMath.map(layers.linear(name + "ffn.0", z), PlainMath::gelu);
        z = layers.addAndNorm(name + "ffn_norm", z, layers.linear(name + "ffn.2", hidden));
    }

    private void formerToMobile(String name) {
        if (variant.ablation().hasBridges()) {
            double[][] keys = layers.linear(name + "k", z);
            double[][] values = layers.linear(name + "proj", z);
            double[][] seen = PlainMath.attend(PlainMath.transpose(x), keys, values, HEADS);
            x = PlainMath.add(x, PlainMath.transpose(seen));
        }
    }

    private double[][] activation(String name, double[][] y) {
        if (!variant.ablation().hasDynamicRelu()) {
            return PlainMath.map(y, value -> Math.max(0, value));
        }
        double[][] token = {z[0]};
        double[][] hidden =
                PlainMath.map(layers.linear(name + "hyper.0", token), h -> Math.max(0, h));
        double[] coefficients = layers.linear(name + "hyper.2", hidden)[0];
        double[][] active = new double[y.length][];
        for (int c = 0; c < y.length; c++) {
            double a1 = 2 * (hardSigmoid(coefficients[c]) - 0.5) + 1;
            double a2 = 2 * (hardSigmoid(coefficients[y.length + c]) - 0.5);
            active[c] = Arrays.stream(y[c]).map(v -> Math.max(a1 * v, a2 * v)).toArray();
        }
        return active;
    }

    private double[] classifier() {
        int groups = variant.mobile().groups();
        double[][] head = layers.convolution("classifier.conv.1", shuffle(x, groups), 1, groups);
        head = PlainMath.relu6(head);
        double[] pooled = new double[head.length];
        for (int c = 0; c < head.length; c++) {
            pooled[c] = PlainMath.hardSwish(Arrays.stream(head[c]).average().orElseThrow());
        }
        double[] all = z == null ? pooled : PlainMath.concatenate(pooled, z[0]);
        double[][] hidden = layers.linear("classifier.fc.0", new double[][] {all});
        double[][] normed = layers.batchNorm("classifier.fc.1", PlainMath.transpose(hidden));
        double[][] embedding = PlainMath.map(PlainMath.transpose(normed), PlainMath::hardSwish);
        return layers.linear("classifier.classifier.1", embedding)[0];
    }

    /** Only variants with grouped convolutions shuffle. */
    private double[][] shuffle(double[][] y, int groups) {
        return variant.mobile().groups() == 1 ? y : PlainMath.shuffle(y, groups);
    }
}

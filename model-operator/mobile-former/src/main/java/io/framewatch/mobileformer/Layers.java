package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.HEAD_EXPANSION;
import static io.framewatch.mobileformer.Variant.RESOLUTION;

import java.util.ArrayList;
import java.util.List;

/** Lists the layers of a variant in the order of a published checkpoint. */
final class Layers {

    private static final int IMAGE_CHANNELS = 3;
    private static final int HYPER_REDUCTION = 4;
    private static final int FFN_EXPANSION = 2;

    private final Variant variant;
    private final Ablation ablation;
    private final List<Layer> layers = new ArrayList<>();
    private int resolution = RESOLUTION;

    private Layers(Variant variant) {
        this.variant = variant;
        this.ablation = variant.ablation();
    }

    static List<Layer> of(Variant variant) {
        return new Layers(variant).list();
    }

    private List<Layer> list() {
        if (ablation.hasFormer()) {
            layers.add(Layer.tokens(variant.tokens().number(), variant.tokens().width()));
        }
        convolution("stem.0", IMAGE_CHANNELS, variant.mobile().stemChannels(), 3, 2, 1);
        int channels = variant.mobile().stemChannels();
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            Block block = variant.mobile().blocks().get(i);
            block("features." + i, block, channels);
            channels = block.channels();
        }
        if (ablation.hasBridges()) {
            mobileToFormer("local_global", channels);
        }
        classifier(channels);
        return List.copyOf(layers);
    }

    private void block(String name, Block block, int in) {
        switch (block.kind()) {
            case SEPARABLE -> separable(name + ".conv", block, in);
            case INVERTED_BOTTLENECK -> bottleneck(name, block, in);
            case DOWN_SAMPLING -> downSampling(name, block, in);
        }
        if (block.kind() != Block.Kind.SEPARABLE) {
            tokenPath(name, in, block.channels());
        }
    }

    private void separable(String name, Block block, int in) {
        int wide = in * block.expansion();
        depthwise(name + ".0", in, wide, block.stride());
        pointwise(name + ".4", wide, block.channels());
    }

    private void bottleneck(String name, Block block, int in) {
        int wide = in * block.expansion();
        pointwise(name + ".conv1.0", in, wide);
        dynamicRelu(name + ".hyper1", wide);
        depthwise(name + ".conv2.0", wide, wide, block.stride());
        dynamicRelu(name + ".hyper2", wide);
        pointwise(name + ".conv3.0", wide, block.channels());
    }

    private void downSampling(String name, Block block, int in) {
        int wide = in * block.expansion();
        int channels = block.channels();
        int secondWide = channels * block.secondExpansion();
        depthwise(name + ".conv1.0", in, wide, block.stride());
        dynamicRelu(name + ".hyper1", wide);
        pointwise(name + ".conv2.0", wide, channels);
        depthwise(name + ".conv3.0", channels, secondWide, 1);
        dynamicRelu(name + ".hyper3", secondWide);
        pointwise(name + ".conv4.0", secondWide, channels);
    }

    private void tokenPath(String name, int in, int out) {
        if (ablation.hasBridges()) {
            mobileToFormer(name + ".local_global", in);
        }
        if (ablation.hasFormer()) {
            former(name + ".global_block");
        }
        if (ablation.hasBridges()) {
            linear(name + ".global_local.k", variant.tokens().width(), out);
            linear(name + ".global_local.proj", variant.tokens().width(), out);
        }
    }

    private void mobileToFormer(String name, int channels) {
        int width = variant.tokens().width();
        linear(name + ".alpha.0", width, channels);
        linear(name + ".q", width, channels);
        linear(name + ".proj", channels, width);
        layers.add(Layer.layerNorm(name + ".layer_norm", width));
    }

    private void former(String name) {
        int width = variant.tokens().width();
        linear(name + ".ffn.0", width, width * FFN_EXPANSION);
        linear(name + ".ffn.2", width * FFN_EXPANSION, width);
        layers.add(Layer.layerNorm(name + ".ffn_norm", width));
        linear(name + ".q", width, width);
        linear(name + ".channel_mlp", width, width);
        layers.add(Layer.layerNorm(name + ".layer_norm", width));
    }

    private void dynamicRelu(String name, int channels) {
        if (ablation.hasDynamicRelu()) {
            int width = variant.tokens().width();
            int hidden = width / HYPER_REDUCTION;
            layers.add(Layer.linear(name + ".hyper.0", width, hidden, 1));
            layers.add(Layer.linear(name + ".hyper.2", hidden, 2 * channels, 1));
        }
    }

    private void classifier(int channels) {
        int wide = channels * HEAD_EXPANSION;
        int token = ablation.hasFormer() ? variant.tokens().width() : 0;
        pointwise("classifier.conv.1", channels, wide);
        layers.add(Layer.linear("classifier.fc.0", wide + token, variant.embedding(), 1));
        layers.add(Layer.batchNorm("classifier.fc.1", variant.embedding(), 1));
        layers.add(Layer.linear(Variant.LAST_LAYER, variant.embedding(), variant.classes(), 1));
    }

    private void linear(String name, int in, int out) {
        layers.add(Layer.linear(name, in, out, variant.tokens().number()));
    }

    private void pointwise(String name, int in, int out) {
        convolution(name, in, out, 1, 1, variant.mobile().groups());
    }

    private void depthwise(String name, int in, int out, int stride) {
        convolution(name, in, out, 3, stride, in);
    }

    /** A convolution and the batch normalisation after it, which is named by the next number. */
    private void convolution(String name, int in, int out, int kernel, int stride, int groups) {
        resolution /= stride;
        layers.add(Layer.convolution(name, in, out, kernel, groups, resolution));
        layers.add(Layer.batchNorm(following(name), out, resolution));
    }

    /** The name of the layer after this one in its sequence: {@code conv1.0} to {@code conv1.1}. */
    static String following(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot + 1) + (Integer.parseInt(name.substring(dot + 1)) + 1);
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.BRIDGE_HEADS;
import static io.framewatch.mobileformer.Variant.FORMER_HEADS;

/**
 * Writes the token path of a graph: Mobile→Former, Former, Former→Mobile. Tokens are the rows [N ·
 * T, D] of all images, feature maps [N, C, H, W].
 */
class TokenGraph {

    private final Operators operators;
    private final FoldedLayers layers;
    private final int tokens;
    private final int width;

    TokenGraph(Operators operators, FoldedLayers layers, Variant variant) {
        this.operators = operators;
        this.layers = layers;
        this.tokens = variant.tokens().number();
        this.width = variant.tokens().width();
    }

    /**
     * Mobile→Former: tokens attend to a feature map of {@code channels} channels. Returns the
     * updated tokens.
     */
    String mobileToFormer(String name, String features, String z, int channels, int resolution) {
        int heads = BRIDGE_HEADS;
        int[] pixels = {heads, channels / heads, resolution * resolution};
        String x = operators.reshape(name + ".x", features, pixels);
        String queries = byHead(name + ".queries", linear(name + ".q", z), heads, channels);
        String scores = operators.matMul(name + ".scores", queries, x);
        String shares = operators.softmax(name + ".shares", scores, -1);
        String xt = operators.transpose(name + ".xt", x, 0, 1, 3, 2);
        String byHeads = operators.matMul(name + ".seen", shares, xt);
        String seen = operators.byToken(name, byHeads, channels);
        String gated = operators.mul(name + ".gated", seen, gate(name + ".alpha", z));
        return addAndNorm(name + ".layer_norm", z, linear(name + ".proj", gated));
    }

    /** Former: self-attention of the tokens, then the feed-forward network. */
    String former(String name, String z) {
        String queries = linear(name + ".q", z);
        String seen = operators.attention(name, queries, z, FORMER_HEADS, tokens, width);
        String update = linear(name + ".channel_mlp", seen);
        return feedForward(name, addAndNorm(name + ".layer_norm", z, update));
    }

    /**
     * Former→Mobile: a feature map attends to the tokens. Returns the summand of the feature map,
     * [N, heads, C / heads, HW].
     */
    String formerToMobile(String name, String features, String z, int channels, int resolution) {
        int heads = BRIDGE_HEADS;
        int[] pixels = {heads, channels / heads, resolution * resolution};
        String y = operators.reshape(name + ".y", features, pixels);
        String keys = byHead(name + ".keys", linear(name + ".k", z), heads, channels);
        String scores = operators.matMul(name + ".scores", keys, y);
        String shares = operators.softmaxOfRows(name + ".shares", scores, 2);
        String values = byHead(name + ".values", linear(name + ".proj", z), heads, channels);
        String vt = operators.transpose(name + ".vt", values, 0, 1, 3, 2);
        return operators.matMul(name, vt, shares);
    }

    /** The first token of each image, [N, D]. */
    String first(String name, String z) {
        return operators.firstToken(name, z, tokens, width);
    }

    private String feedForward(String name, String z) {
        String active = operators.gelu(name + ".ffn.1", linear(name + ".ffn.0", z));
        return addAndNorm(name + ".ffn_norm", z, linear(name + ".ffn.2", active));
    }

    private String byHead(String name, String x, int heads, int channels) {
        return operators.byHead(name, x, heads, tokens, channels);
    }

    /** 2 · hsigmoid, of which only the clipping is left. */
    private String gate(String name, String z) {
        return operators.clip(name, linear(name + ".0", z), 0, 2);
    }

    private String linear(String name, String x) {
        return operators.linear(name, x, layers.affine(name));
    }

    final String addAndNorm(String name, String z, String update) {
        Tensor scale = layers.tensor(name + ".weight");
        Tensor shift = layers.tensor(name + ".bias");
        return operators.addAndNorm(name, z, update, scale, shift);
    }
}

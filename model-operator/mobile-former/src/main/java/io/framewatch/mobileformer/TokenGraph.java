package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.BRIDGE_HEADS;
import static io.framewatch.mobileformer.Variant.FORMER_HEADS;

/**
 * Writes the token path of the portable graph: Mobile→Former, Former, Former→Mobile. Tokens are [N,
 * T, D] (or [1, T, D] while they are the same for every image), feature maps [N, C, H, W].
 */
final class TokenGraph {

    private final Operators operators;
    private final Weights weights;
    private final int tokens;
    private final int width;

    TokenGraph(Operators operators, Weights weights, Variant variant) {
        this.operators = operators;
        this.weights = weights;
        this.tokens = variant.tokens();
        this.width = variant.tokenWidth();
    }

    /** Tokens look at a feature map of {@code channels} channels; returns the updated tokens. */
    String mobileToFormer(String name, String features, String z, int channels, int resolution) {
        int heads = BRIDGE_HEADS;
        int[] byHead = {heads, channels / heads, resolution * resolution};
        String x = operators.reshape(name + ".x", features, byHead);
        String queries = byHead(name + ".queries", scaled(name + ".q", z, heads), heads, channels);
        String scores = operators.matMul(name + ".scores", queries, x);
        String shares = operators.softmax(name + ".shares", scores, -1);
        String xt = operators.transpose(name + ".xt", x, 0, 1, 3, 2);
        String seen = byToken(name, operators.matMul(name + ".seen", shares, xt), channels);
        String gated = operators.mul(name + ".gated", seen, gate(name + ".alpha", z));
        String update =
                operators.linear(name + ".proj", gated, Affine.linear(weights, name + ".proj"));
        return addAndNorm(name, z, update, name + ".layer_norm");
    }

    /** Tokens look at each other, then each passes the feed-forward network. */
    String former(String name, String z) {
        int heads = FORMER_HEADS;
        String queries = byHead(name + ".queries", scaled(name + ".q", z, heads), heads, width);
        String values = byHead(name + ".values", z, heads, width);
        String keys = operators.transpose(name + ".keys", values, 0, 1, 3, 2);
        String scores = operators.matMul(name + ".scores", queries, keys);
        String shares = operators.softmax(name + ".shares", scores, -1);
        String seen = byToken(name, operators.matMul(name + ".seen", shares, values), width);
        Affine mix = Affine.linear(weights, name + ".channel_mlp");
        String update = operators.linear(name + ".channel_mlp", seen, mix);
        String mixed = addAndNorm(name + ".mixed", z, update, name + ".layer_norm");
        return feedForward(name, mixed);
    }

    /**
     * A feature map looks at the tokens; returns what is added to it, [N, heads, C / heads, HW].
     */
    String formerToMobile(String name, String features, String z, int channels, int resolution) {
        int heads = BRIDGE_HEADS;
        int[] pixels = {heads, channels / heads, resolution * resolution};
        String y = operators.reshape(name + ".y", features, pixels);
        String keys = byHead(name + ".keys", scaled(name + ".k", z, heads), heads, channels);
        String scores = operators.matMul(name + ".scores", keys, y);
        String shares = operators.softmax(name + ".shares", scores, 2);
        Affine value = Affine.linear(weights, name + ".proj");
        String v = operators.linear(name + ".proj", z, value);
        String values = byHead(name + ".values", v, heads, channels);
        String vt = operators.transpose(name + ".vt", values, 0, 1, 3, 2);
        return operators.matMul(name, vt, shares);
    }

    private String feedForward(String name, String z) {
        String hidden =
                operators.linear(name + ".ffn.0", z, Affine.linear(weights, name + ".ffn.0"));
        String active = operators.gelu(name + ".ffn.1", hidden);
        String update =
                operators.linear(name + ".ffn.2", active, Affine.linear(weights, name + ".ffn.2"));
        return addAndNorm(name, z, update, name + ".ffn_norm");
    }

    /** Queries, or keys, scaled for the product: [N, T, C]. */
    private String scaled(String name, String z, int heads) {
        Affine layer = Affine.linear(weights, name);
        double scale = 1 / Math.sqrt((double) layer.outputs() / heads);
        return operators.linear(name, z, layer.thenScale(scale));
    }

    /** [N, T, C] to [N, heads, T, C / heads]. */
    private String byHead(String name, String x, int heads, int channels) {
        int[] split = {tokens, heads, channels / heads};
        return operators.transpose(name, operators.reshape(name + ".split", x, split), 0, 2, 1, 3);
    }

    /** [N, heads, T, C / heads] to [N, T, C]. */
    private String byToken(String name, String x, int channels) {
        String byToken = operators.transpose(name + ".by_token", x, 0, 2, 1, 3);
        return operators.reshape(name + ".heads", byToken, tokens, channels);
    }

    /** 2 · hsigmoid(x) is x / 3 + 1, limited to 0 and 2; the division is folded into the layer. */
    private String gate(String name, String z) {
        Affine alpha = Affine.linear(weights, name + ".0").thenScale(1 / 3.0).thenAdd(1);
        return operators.clip(name, operators.linear(name + ".0", z, alpha), 0, 2);
    }

    private String addAndNorm(String name, String z, String update, String layer) {
        return operators.layerNorm(name, operators.add(name + ".sum", z, update), weights, layer);
    }
}

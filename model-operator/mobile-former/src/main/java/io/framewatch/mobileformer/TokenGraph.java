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
        String x = operators.reshape(name + ".x", features, channels, resolution * resolution);
        String query = queries(name + ".q", z, name + ".q", heads);
        String scores = operators.matMul(name + ".scores", query, x);
        String shares = operators.softmax(name + ".shares", scores, -1);
        String seen = operators.matMul(name + ".seen", shares, transposed(name + ".xt", x));
        String wide = operators.reshape(name + ".heads", seen, tokens, heads * channels);
        String gated = operators.mul(name + ".gated", wide, gate(name + ".alpha", z, heads));
        Affine projection = Heads.read(Affine.linear(weights, name + ".proj"), heads);
        String update = operators.linear(name + ".proj", gated, projection);
        return addAndNorm(name, z, update, name + ".layer_norm");
    }

    /** Tokens look at each other, then each passes the feed-forward network. */
    String former(String name, String z) {
        Affine query = Affine.linear(weights, name + ".q");
        double scale = 1 / Math.sqrt((double) width / FORMER_HEADS);
        String q = operators.linear(name + ".q", z, query.thenScale(scale));
        String values = byHead(name + ".values", z, 0, 2, 1, 3);
        String keys = byHead(name + ".keys", z, 0, 2, 3, 1);
        String queries = byHead(name + ".queries", q, 0, 2, 1, 3);
        String scores = operators.matMul(name + ".scores", queries, keys);
        String shares = operators.softmax(name + ".shares", scores, -1);
        String seen = operators.matMul(name + ".seen", shares, values);
        String byToken = operators.transpose(name + ".by_token", seen, 0, 2, 1, 3);
        String wide = operators.reshape(name + ".wide", byToken, tokens, width);
        Affine mix = Affine.linear(weights, name + ".channel_mlp");
        String update = operators.linear(name + ".channel_mlp", wide, mix);
        String mixed = addAndNorm(name + ".mixed", z, update, name + ".layer_norm");
        return feedForward(name, mixed);
    }

    /** Splits the width of [N, T, D] by head and brings it into an order. */
    private String byHead(String name, String z, long... order) {
        String split =
                operators.reshape(name + ".split", z, tokens, FORMER_HEADS, width / FORMER_HEADS);
        return operators.transpose(name, split, order);
    }

    /** A feature map looks at the tokens; returns what is added to it, [N, C, HW]. */
    String formerToMobile(String name, String features, String z, int channels, int resolution) {
        int heads = BRIDGE_HEADS;
        int pixels = resolution * resolution;
        String y = operators.reshape(name + ".y", features, channels, pixels);
        String keys = queries(name + ".k", z, name + ".k", heads);
        String scores = operators.matMul(name + ".scores", keys, y);
        String byHead = operators.reshape(name + ".by_head", scores, tokens, heads, pixels);
        String shares = operators.softmax(name + ".softmax", byHead, 1);
        String flat = operators.reshape(name + ".shares", shares, tokens * heads, pixels);
        Affine value = Heads.write(Affine.linear(weights, name + ".proj"), heads);
        String values = perHead(name + ".v", z, value, heads);
        return operators.matMul(name, transposed(name + ".vt", values), flat);
    }

    private String feedForward(String name, String z) {
        String hidden =
                operators.linear(name + ".ffn.0", z, Affine.linear(weights, name + ".ffn.0"));
        String active = operators.gelu(name + ".ffn.1", hidden);
        String update =
                operators.linear(name + ".ffn.2", active, Affine.linear(weights, name + ".ffn.2"));
        return addAndNorm(name, z, update, name + ".ffn_norm");
    }

    /** Queries, or keys, of all heads, scaled for the product: [N, T · heads, C]. */
    private String queries(String name, String z, String layer, int heads) {
        Affine query = Affine.linear(weights, layer);
        double scale = 1 / Math.sqrt((double) query.outputs() / heads);
        return perHead(name, z, Heads.write(query.thenScale(scale), heads), heads);
    }

    private String perHead(String name, String z, Affine layer, int heads) {
        String wide = operators.linear(name + ".wide", z, layer);
        return operators.reshape(name, wide, tokens * heads, layer.outputs() / heads);
    }

    /** 2 · hsigmoid(x) is x / 3 + 1, limited to 0 and 2; the division is folded into the layer. */
    private String gate(String name, String z, int heads) {
        Affine alpha = Affine.linear(weights, name + ".0").thenScale(1 / 3.0).thenAdd(1);
        String linear = operators.linear(name + ".0", z, Heads.repeat(alpha, heads));
        return operators.clip(name, linear, 0, 2);
    }

    private String addAndNorm(String name, String z, String update, String layer) {
        return operators.layerNorm(name, operators.add(name + ".sum", z, update), weights, layer);
    }

    private String transposed(String name, String x) {
        return operators.transpose(name, x, 0, 2, 1);
    }
}

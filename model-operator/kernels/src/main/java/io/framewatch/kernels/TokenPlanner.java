package io.framewatch.kernels;

import io.framewatch.mobileformer.Variant;
import java.util.List;

/** Plans the token path. Tokens are rows; updates overwrite them. */
final class TokenPlanner {

    private static final int FFN_EXPANSION = 2;
    private static final int HYPER_REDUCTION = 4;

    private final PlanBuilder plan;
    private final Variant variant;
    private final int width;

    TokenPlanner(PlanBuilder plan, Variant variant) {
        this.plan = plan;
        this.variant = variant;
        this.width = variant.tokens().width();
    }

    /** The tokens before the first block. */
    Rows tokens() {
        int number = variant.tokens().number();
        Rows z = plan.scratch().rows(width, number);
        float[] tokens = plan.tensor("tokens.weight", number, width);
        plan.add(new TokensStep(z, plan.weights().add(tokens)));
        return z;
    }

    /**
     * Queries and gates of tokens that attend to a feature map. They need no map, so they are
     * computed before it: then all that reads and writes a map runs image by image, with the map in
     * the cache.
     */
    Rows queries(String name, int channels, Rows z) {
        Layer both =
                plan.layer(name + ".q", channels, width)
                        .and(plan.layer(name + ".alpha.0", channels, width));
        return plan.linear(both, z, Activation.Kind.NONE);
    }

    /** Tokens attend to a feature map. The queries are given back. */
    Rows see(FeatureMap x, Rows queries) {
        Rows seen = plan.scratch().rows(x.channels(), queries.ofImage());
        FeatureMap scores = plan.scratch().sharedMap(queries.ofImage(), x.geometry().resolution());
        plan.add(new MobileToFormerStep(x, queries, seen, scores, Variant.BRIDGE_HEADS));
        plan.scratch().giveBack(scores);
        plan.scratch().giveBack(queries);
        return seen;
    }

    /** Updates tokens by what they have seen, which is given back. */
    void update(String name, Rows z, int channels, Rows seen) {
        addAndNorm(name + ".layer_norm", z, seen, plan.layer(name + ".proj", width, channels));
        plan.scratch().giveBack(seen);
    }

    /** Self-attention, then the feed-forward network. */
    void former(String name, Rows z) {
        Rows queries = plan.linear(plan.layer(name + ".q", width, width), z, Activation.Kind.NONE);
        Rows seen = plan.scratch().rows(width, z.ofImage());
        plan.add(new SelfAttentionStep(queries, z, seen, Variant.FORMER_HEADS));
        addAndNorm(name + ".layer_norm", z, seen, plan.layer(name + ".channel_mlp", width, width));
        int wide = width * FFN_EXPANSION;
        Rows active =
                plan.linear(plan.layer(name + ".ffn.0", wide, width), z, Activation.Kind.GELU);
        addAndNorm(name + ".ffn_norm", z, active, plan.layer(name + ".ffn.2", width, wide));
        plan.scratch().giveBack(active);
        plan.scratch().giveBack(seen);
        plan.scratch().giveBack(queries);
    }

    /** Keys and values of tokens that a feature map attends to; they need no map, either. */
    Rows keys(String name, int channels, Rows z) {
        Layer both =
                plan.layer(name + ".k", channels, width)
                        .and(plan.layer(name + ".proj", channels, width));
        return plan.linear(both, z, Activation.Kind.NONE);
    }

    /** A feature map attends to the tokens, and is changed. The keys are given back. */
    void answer(FeatureMap y, Rows keys) {
        plan.add(new FormerToMobileStep(y, keys, Variant.BRIDGE_HEADS));
        plan.scratch().giveBack(keys);
    }

    /** The two activations of a block: Dynamic ReLU of the first token, or ReLU. */
    Activations activations(String first, int channels, String second, int others, Rows z) {
        if (!variant.ablation().hasDynamicRelu()) {
            return new Activations(Activation.RELU, Activation.RELU, List.of());
        }
        int hidden = width / HYPER_REDUCTION;
        Layer both =
                plan.layer(first + ".hyper.0", hidden, width)
                        .and(plan.layer(second + ".hyper.0", hidden, width));
        Rows active = plan.linear(both, z.first(), Activation.Kind.RELU);
        Rows ofFirst = coefficients(first, active, channels, hidden);
        Rows ofSecond = coefficients(second, active.from(hidden), others, hidden);
        plan.scratch().giveBack(active);
        return new Activations(
                Activation.dynamic(ofFirst),
                Activation.dynamic(ofSecond),
                List.of(ofFirst, ofSecond));
    }

    void giveBack(Activations activations) {
        activations.coefficients().forEach(plan.scratch()::giveBack);
    }

    /** Rows of a1, then a2, of each channel. */
    private Rows coefficients(String name, Rows hidden, int channels, int inputs) {
        int half = Lanes.up(channels, plan.lanes().panel());
        Rows rows = plan.scratch().rows(2 * half, 1);
        Layer a1 = plan.layer(name + ".a1", channels, inputs);
        Layer a2 = plan.layer(name + ".a2", channels, inputs);
        plan.linear(a1, hidden, rows, Activation.Kind.CLIP_0_2);
        plan.linear(a2, hidden, rows.from(half), Activation.Kind.CLIP_1_1);
        return rows;
    }

    private void addAndNorm(String name, Rows z, Rows x, Layer layer) {
        Rows update = plan.linear(layer, x, Activation.Kind.NONE);
        int weights = plan.weights().add(plan.tensor(name + ".weight", width));
        plan.weights().add(plan.tensor(name + ".bias", width));
        plan.add(new AddAndNormStep(z, update, z, weights));
        plan.scratch().giveBack(update);
    }
}

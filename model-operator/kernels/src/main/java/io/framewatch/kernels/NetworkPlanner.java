package io.framewatch.kernels;

import io.framewatch.mobileformer.Block;
import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Variant;

/** Plans a whole network, from the image to logits and embedding. */
final class NetworkPlanner {

    private static final int STEM_RESOLUTION = Variant.RESOLUTION / 2;
    private static final String HIDDEN = "classifier.fc.0";

    private final Variant variant;
    private final PlanBuilder plan;
    private final MobilePlanner mobile;
    private final TokenPlanner former;

    private NetworkPlanner(StoredNetwork network, Lanes lanes) {
        this.variant = network.variant();
        this.plan = new PlanBuilder(network, lanes);
        this.mobile = new MobilePlanner(plan);
        this.former = new TokenPlanner(plan, variant);
    }

    /**
     * Plans a network.
     *
     * @throws IllegalArgumentException if a layer is missing or has another shape
     * @throws ArithmeticException if the plan is too large
     * @throws IllegalStateException if a step exceeds its buffers
     */
    static Plan plan(StoredNetwork network, Lanes lanes) {
        return new NetworkPlanner(network, lanes).plan();
    }

    private Plan plan() {
        FeatureMap x = mobile.stem("stem.0", variant.mobile().stemChannels(), STEM_RESOLUTION);
        Rows z = variant.ablation().hasFormer() ? former.tokens() : null;
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            Block block = variant.mobile().blocks().get(i);
            x =
                    block.kind() == Block.Kind.SEPARABLE
                            ? mobile.separable("features." + i + ".conv", block, x)
                            : block("features." + i, block, x, z);
        }
        if (variant.ablation().hasBridges()) {
            former.mobileToFormer("local_global", x, z);
        }
        classifier(x, z);
        return plan.build();
    }

    /** A block with tokens beside it. The tokens are updated in place. */
    private FeatureMap block(String name, Block block, FeatureMap x, Rows z) {
        if (variant.ablation().hasBridges()) {
            former.mobileToFormer(name + ".local_global", x, z);
        }
        if (variant.ablation().hasFormer()) {
            former.former(name + ".global_block", z);
        }
        FeatureMap y =
                block.kind() == Block.Kind.INVERTED_BOTTLENECK
                        ? bottleneck(name, block, x, z)
                        : downSampling(name, block, x, z);
        if (variant.ablation().hasBridges()) {
            former.formerToMobile(name + ".global_local", y, z);
        }
        return y;
    }

    private FeatureMap bottleneck(String name, Block block, FeatureMap x, Rows z) {
        int wide = x.channels() * block.expansion();
        Activations activations =
                former.activations(name + ".hyper1", wide, name + ".hyper2", wide, z);
        FeatureMap y = mobile.bottleneck(name, block, x, activations);
        former.giveBack(activations);
        return y;
    }

    private FeatureMap downSampling(String name, Block block, FeatureMap x, Rows z) {
        int wide = x.channels() * block.expansion();
        int secondWide = block.channels() * block.secondExpansion();
        Activations activations =
                former.activations(name + ".hyper1", wide, name + ".hyper3", secondWide, z);
        FeatureMap y = mobile.downSampling(name, block, x, activations);
        former.giveBack(activations);
        return y;
    }

    private void classifier(FeatureMap x, Rows z) {
        int wide = x.channels() * Variant.HEAD_EXPANSION;
        int width = z == null ? 0 : z.length();
        Rows pooled = plan.scratch().rows(wide + width, 1);
        mobile.head("classifier.conv.1", x, wide, pooled);
        Layer hidden = plan.layer(HIDDEN + ".pooled", variant.embedding(), wide);
        if (z != null) {
            plan.add(new CopyStep(z, pooled.from(wide), width));
            hidden = hidden.besides(plan.layer(HIDDEN + ".token", variant.embedding(), width));
        }
        Rows embedding = plan.linear(hidden, pooled, Activation.Kind.HARD_SWISH);
        Layer last = plan.layer(Variant.LAST_LAYER, variant.classes(), variant.embedding());
        Rows logits = plan.linear(last, embedding, Activation.Kind.NONE);
        plan.add(new OutputStep(Step.Kind.LOGITS, logits, variant.classes()));
        plan.add(new OutputStep(Step.Kind.EMBEDDINGS, embedding, variant.embedding()));
    }
}

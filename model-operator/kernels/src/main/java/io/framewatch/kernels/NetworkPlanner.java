package io.framewatch.kernels;

import io.framewatch.mobileformer.Block;
import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Variant;
import java.util.List;

/** Plans a whole network, from the image to logits and embedding. */
final class NetworkPlanner {

    private static final String LAST_SIGHT = "local_global";
    private static final String HIDDEN = "classifier.fc.0";

    private final Variant variant;
    private final PlanBuilder plan;
    private final MobilePlanner mobile;
    private final TokenPlanner former;

    /** What the tokens have seen of the last map. */
    private Rows seen;

    private NetworkPlanner(StoredNetwork network, Lanes lanes) {
        this.variant = network.variant();
        this.plan = new PlanBuilder(network, lanes);
        this.mobile = new MobilePlanner(plan);
        this.former = new TokenPlanner(plan, variant);
    }

    private boolean hasBridges() {
        return variant.ablation().hasBridges();
    }

    private List<Block> blocks() {
        return variant.mobile().blocks();
    }

    /**
     * Plans a network.
     *
     * @throws IllegalArgumentException if a layer is missing or has another shape
     * @throws ArithmeticException if the plan is too large
     * @throws IllegalStateException if a step exceeds its buffers
     */
    static Plan plan(StoredNetwork network, Lanes lanes) {
        return steps(network, lanes).build();
    }

    /** The same before its steps are checked and written. */
    static PlanBuilder steps(StoredNetwork network, Lanes lanes) {
        return new NetworkPlanner(network, lanes).steps();
    }

    private PlanBuilder steps() {
        requireKnownOrder();
        Rows z = variant.ablation().hasFormer() ? former.tokens() : null;
        FeatureMap x = firstBlock(z);
        for (int i = 1; i < blocks().size(); i++) {
            x = block(i, x, z);
        }
        if (hasBridges()) {
            former.update(LAST_SIGHT, z, x.channels(), seen);
        }
        classifier(x, z);
        return plan;
    }

    private void requireKnownOrder() {
        for (int i = 0; i < blocks().size(); i++) {
            if ((blocks().get(i).kind() == Block.Kind.SEPARABLE) != (i == 0)) {
                throw new IllegalStateException("the first block alone must be separable");
            }
        }
    }

    /** The stem and the separable block, which no token sees. */
    private FeatureMap firstBlock(Rows z) {
        Block block = blocks().get(0);
        Rows queries = queriesAfter(0, z);
        FeatureMap y = mobile.stemAndSeparable(variant.mobile().stemChannels(), block);
        see(y, queries);
        return y;
    }

    /** A block with tokens beside it. The tokens are updated in place. */
    private FeatureMap block(int number, FeatureMap x, Rows z) {
        Block block = blocks().get(number);
        String name = "features." + number;
        if (hasBridges()) {
            former.update(name + ".local_global", z, x.channels(), seen);
        }
        if (variant.ablation().hasFormer()) {
            former.former(name + ".global_block", z);
        }
        Activations activations = activations(name, block, x.channels(), z);
        Rows keys = hasBridges() ? former.keys(name + ".global_local", block.channels(), z) : null;
        Rows queries = queriesAfter(number, z);
        FeatureMap y =
                block.kind() == Block.Kind.INVERTED_BOTTLENECK
                        ? mobile.bottleneck(name, block, x, activations)
                        : mobile.downSampling(name, block, x, activations);
        former.giveBack(activations);
        if (hasBridges()) {
            former.answer(y, keys);
        }
        see(y, queries);
        return y;
    }

    /** Queries with which the tokens see the map of a block; they belong to what comes after it. */
    private Rows queriesAfter(int number, Rows z) {
        if (!hasBridges()) {
            return null;
        }
        boolean last = number == blocks().size() - 1;
        String name = last ? LAST_SIGHT : "features." + (number + 1) + ".local_global";
        return former.queries(name, blocks().get(number).channels(), z);
    }

    private void see(FeatureMap y, Rows queries) {
        if (hasBridges()) {
            seen = former.see(y, queries);
        }
    }

    private Activations activations(String name, Block block, int in, Rows z) {
        int wide = in * block.expansion();
        return block.kind() == Block.Kind.INVERTED_BOTTLENECK
                ? former.activations(name + ".hyper1", wide, name + ".hyper2", wide, z)
                : former.activations(
                        name + ".hyper1",
                        wide,
                        name + ".hyper3",
                        block.channels() * block.secondExpansion(),
                        z);
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

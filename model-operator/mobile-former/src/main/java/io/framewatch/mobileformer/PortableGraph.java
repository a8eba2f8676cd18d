package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Block.Kind.INVERTED_BOTTLENECK;
import static io.framewatch.mobileformer.Block.Kind.SEPARABLE;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * Writes a variant as a graph of standard ONNX operators, which any runtime can load. A value has
 * the name of the checkpoint's layer or block that computes it.
 */
final class PortableGraph {

    static final String LOGITS = "logits";
    static final String EMBEDDING = "embedding";

    private final Variant variant;
    private final FoldedLayers layers;
    private final OnnxGraph graph;
    private final Operators operators;
    private final MobileGraph mobile;
    private final TokenGraph former;

    private PortableGraph(Variant variant, FoldedLayers layers) {
        this.variant = variant;
        this.layers = layers;
        this.graph = new OnnxGraph("mobile-former-" + variant.name());
        this.operators = new Operators(graph);
        this.mobile = new MobileGraph(operators, layers, variant.ablation());
        this.former = new TokenGraph(operators, layers, variant);
    }

    /** The graph with the inputs of {@code form} and the outputs logits and embedding. */
    static ModelProto.Builder of(Variant variant, Weights weights, ImageForm form) {
        return new PortableGraph(variant, new Folding(variant, weights, form)).write(form);
    }

    /**
     * The result of a block.
     *
     * @param features feature map, [N, C, H, W]
     * @param tokens [N · T, D]; empty for Mobile alone
     * @param channels C
     * @param resolution H and W
     */
    private record BlockTensors(String features, String tokens, int channels, int resolution) {}

    private ModelProto.Builder write(ImageForm form) {
        String image = new StemGraph(graph, operators).image(form);
        String first = operators.convolution("stem.0", image, layers.affine("stem.0"), 2, 1);
        String stem = operators.relu6("stem", first);
        BlockTensors tensors =
                new BlockTensors(
                        stem,
                        tokens(image),
                        variant.mobile().stemChannels(),
                        Variant.RESOLUTION / 2);
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            tensors = block("features." + i, variant.mobile().blocks().get(i), tensors);
        }
        classifier(tensors);
        graph.output(LOGITS, variant.classes());
        graph.output(EMBEDDING, variant.embedding());
        return graph.model();
    }

    private String tokens(String image) {
        if (!variant.ablation().hasFormer()) {
            return "";
        }
        Tensor tokens = layers.tensor("tokens.weight");
        return operators.forEachImage("tokens", operators.constant("tokens.weight", tokens), image);
    }

    private BlockTensors block(String name, Block block, BlockTensors tensors) {
        String z = block.kind() == SEPARABLE ? tensors.tokens() : tokenUpdate(name, tensors);
        String y = skip(name, block, tensors, convolutions(name, block, tensors, z));
        int resolution = tensors.resolution() / block.stride();
        if (block.kind() != SEPARABLE && variant.ablation().hasBridges()) {
            y = bridge(name, y, z, block.channels(), resolution);
        }
        return new BlockTensors(y, z, block.channels(), resolution);
    }

    private String convolutions(String name, Block block, BlockTensors tensors, String z) {
        String x = tensors.features();
        int in = tensors.channels();
        if (block.kind() == SEPARABLE) {
            return mobile.separable(name, block, in, x);
        }
        String token0 = token0(name + ".token0", z);
        return block.kind() == INVERTED_BOTTLENECK
                ? mobile.bottleneck(name, block, in, x, token0)
                : mobile.downSampling(name, block, in, x, token0);
    }

    private String skip(String name, Block block, BlockTensors tensors, String y) {
        return block.skips(tensors.channels())
                ? operators.add(name + ".skip", y, tensors.features())
                : y;
    }

    private String tokenUpdate(String name, BlockTensors tensors) {
        if (!variant.ablation().hasFormer()) {
            return tensors.tokens();
        }
        String z = tensors.tokens();
        if (variant.ablation().hasBridges()) {
            z = mobileToFormer(name + ".local_global", tensors);
        }
        return former.former(name + ".global_block", z);
    }

    private String mobileToFormer(String name, BlockTensors tensors) {
        return former.mobileToFormer(
                name,
                tensors.features(),
                tensors.tokens(),
                tensors.channels(),
                tensors.resolution());
    }

    private String bridge(String name, String y, String z, int channels, int resolution) {
        String bridge = name + ".global_local";
        String update = former.formerToMobile(bridge, y, z, channels, resolution);
        String map = operators.reshape(bridge + ".map", update, channels, resolution, resolution);
        return operators.add(name, y, map);
    }

    private String token0(String name, String z) {
        return variant.ablation().hasFormer() ? former.first(name, z) : "";
    }

    private void classifier(BlockTensors tensors) {
        String z = tensors.tokens();
        if (variant.ablation().hasBridges()) {
            z = mobileToFormer("local_global", tensors);
        }
        new ClassifierGraph(operators, layers)
                .write(
                        operators.mean(
                                "classifier.mean",
                                mobile.head("classifier.conv.1", tensors.features())),
                        token0("classifier.token0", z),
                        EMBEDDING,
                        LOGITS);
    }
}

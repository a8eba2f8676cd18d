package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Block.Kind.INVERTED_BOTTLENECK;
import static io.framewatch.mobileformer.Block.Kind.SEPARABLE;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * Writes a variant as a graph for one kind of processor and one size of batch, with ONNX Runtime's
 * operators on blocked layouts (see {@link BlockedOperators}): its optimiser leaves that layout at
 * every Dynamic ReLU and bridge of the portable graph, this graph only for the narrow feature maps
 * that the tokens read. Not for storing or exchanging.
 */
final class TunedGraph {

    private final Variant variant;
    private final FoldedLayers layers;
    private final int batch;
    private final OnnxGraph graph;
    private final Operators operators;
    private final TunedOperators tuned;
    private final TunedMobile mobile;
    private final TunedBridge bridge;
    private final TokenGraph former;

    private TunedGraph(Variant variant, FoldedLayers layers, BlockedLayout layout, int batch) {
        this.variant = variant;
        this.layers = layers;
        this.batch = batch;
        this.graph = new OnnxGraph("mobile-former-" + variant.name() + "-tuned");
        this.operators = new Operators(graph);
        this.tuned = new TunedOperators(graph, layout, batch);
        this.mobile =
                new TunedMobile(
                        tuned, new TunedActivation(graph, tuned, layout, layers, batch), layers);
        this.bridge = new TunedBridge(graph, tuned, layout, layers, variant, batch);
        this.former = new TokenGraph(operators, layers, variant);
    }

    static ModelProto.Builder of(
            Variant variant, FoldedLayers layers, ImageForm form, BlockedLayout layout, int batch) {
        return new TunedGraph(variant, layers, layout, batch).write(form);
    }

    /** What one block hands to the next; features are in blocks. */
    private record State(String features, String tokens, int channels, int resolution) {}

    private ModelProto.Builder write(ImageForm form) {
        String image = new StemGraph(graph, operators).image(form);
        String stem = tuned.image("stem.0", image, layers.affine("stem.0"));
        State state = new State(stem, tokens(), variant.stemChannels(), Variant.RESOLUTION / 2);
        for (int i = 0; i < variant.blocks().size(); i++) {
            state = block("features." + i, variant.blocks().get(i), state);
        }
        classifier(state);
        graph.output(PortableGraph.LOGITS, variant.classes());
        graph.output(PortableGraph.EMBEDDING, variant.embedding());
        return graph.model();
    }

    /** The tokens of each image, [N · T, D]. */
    private String tokens() {
        float[] one = layers.tensor("tokens.weight").values();
        float[] all = new float[batch * one.length];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        int rows = batch * variant.tokens();
        return operators.constant("tokens.weight", Tensor.of(all, rows, variant.tokenWidth()));
    }

    private State block(String name, Block block, State state) {
        int in = state.channels();
        int resolution = state.resolution() / block.stride();
        if (block.kind() == SEPARABLE) {
            String y = mobile.separable(name, block, in, state.features());
            return new State(y, state.tokens(), block.channels(), resolution);
        }
        String z = former.former(name + ".global_block", see(name + ".local_global", state));
        String token0 = former.first(name + ".token0", z);
        String y =
                block.kind() == INVERTED_BOTTLENECK
                        ? mobile.bottleneck(
                                name, block, in, state.features(), token0, state.resolution())
                        : mobile.downSampling(
                                name, block, in, state.features(), token0, state.resolution());
        String seen = bridge.write(name + ".global_local", y, z, block.channels(), resolution);
        return new State(seen, z, block.channels(), resolution);
    }

    /** Mobile→Former, on the feature map without blocks. */
    private String see(String name, State state) {
        String features = tuned.unblocked(name + ".features", state.features(), state.channels());
        return former.mobileToFormer(
                name, features, state.tokens(), state.channels(), state.resolution());
    }

    private void classifier(State state) {
        int channels = state.channels();
        int wide = channels * Variant.HEAD_EXPANSION;
        String z = see("local_global", state);
        String head = mobile.head("classifier.conv.1", state.features());
        new ClassifierGraph(operators, layers)
                .write(
                        tuned.mean("classifier.mean", head, wide),
                        former.first("classifier.token0", z),
                        PortableGraph.EMBEDDING,
                        PortableGraph.LOGITS);
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Block.Kind.INVERTED_BOTTLENECK;
import static io.framewatch.mobileformer.Block.Kind.SEPARABLE;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes a variant as a graph for one kind of processor and one batch size, with ONNX Runtime's
 * operators on blocked layouts (see {@link BlockedOperators}). In the portable graph the runtime's
 * optimiser leaves the blocked layout at every Dynamic ReLU and bridge. This graph leaves it only
 * for the narrow feature maps that the tokens read. Not for storing or exchanging.
 */
final class TunedGraph {

    /**
     * Most values of the feature maps that go through a block together: a common second-level
     * cache.
     */
    private static final int MAX_VALUES_TOGETHER = 1 << 18;

    private final Variant variant;
    private final FoldedLayers layers;
    private final int batch;
    private final OnnxGraph graph;
    private final RuntimeOperators operators;
    private final TunedOperators tuned;
    private final TunedMobile mobile;
    private final TunedBridge bridge;
    private final TokenGraph former;

    private TunedGraph(Variant variant, FoldedLayers layers, BlockedLayout layout, int batch) {
        this.variant = variant;
        this.layers = layers;
        this.batch = batch;
        this.graph = new OnnxGraph("mobile-former-" + variant.name() + "-tuned", batch);
        this.operators = new RuntimeOperators(graph, batch);
        this.tuned = new TunedOperators(graph, layout, batch);
        this.mobile =
                new TunedMobile(
                        tuned, new TunedActivation(operators, tuned, layout, layers), layers);
        this.bridge = new TunedBridge(graph, tuned, layout, layers, variant);
        this.former = new TunedTokenGraph(operators, layers, variant);
    }

    static ModelProto.Builder of(
            Variant variant, FoldedLayers layers, ImageForm form, BlockedLayout layout, int batch) {
        return new TunedGraph(variant, layers, layout, batch).write(form);
    }

    /** What one block hands to the next; features are maps in blocks of equally many images. */
    private record SplitTensors(
            List<String> features, String tokens, int channels, int resolution) {}

    private ModelProto.Builder write(ImageForm form) {
        String image = new StemGraph(graph, operators).image(form);
        List<String> images = tuned.split("images", image, batch);
        List<String> stem =
                mobile.stem("stem.0", images, copies(0, variant.mobile().stemChannels()));
        SplitTensors tensors =
                new SplitTensors(
                        stem, tokens(), variant.mobile().stemChannels(), Variant.RESOLUTION / 2);
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            tensors = block(i, variant.mobile().blocks().get(i), tensors);
        }
        classifier(tensors);
        graph.output(PortableGraph.LOGITS, variant.classes());
        graph.output(PortableGraph.EMBEDDING, variant.embedding());
        return graph.model();
    }

    /**
     * How often a block's input repeats its channels. Before a separable block the stem fills its
     * blocks with copies, so that the separable block needs fewer convolutions. For 26m 3 % faster
     * at eight images, 1 % at one.
     */
    private int copies(int number, int channels) {
        Block block = variant.mobile().blocks().get(number);
        boolean fills = number == 0 && block.kind() == SEPARABLE && !block.skips(channels);
        return fills ? Math.max(1, tuned.block() / channels) : 1;
    }

    /** The tokens of each image, [N · T, D]. */
    private String tokens() {
        float[] one = layers.tensor("tokens.weight").values();
        float[] all = new float[batch * one.length];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        int rows = batch * variant.tokens().number();
        return operators.constant("tokens.weight", Tensor.of(all, rows, variant.tokens().width()));
    }

    private SplitTensors block(int number, Block block, SplitTensors tensors) {
        String name = "features." + number;
        int in = tensors.channels();
        int resolution = tensors.resolution() / block.stride();
        if (block.kind() == SEPARABLE) {
            int copies = copies(number, in);
            List<String> y =
                    mobile.separable(name, block, in, tensors.features(), copies, resolution);
            return new SplitTensors(y, tensors.tokens(), block.channels(), resolution);
        }
        int size = in * block.expansion() * resolution * resolution;
        List<String> x = together(name + ".images", tensors.features(), size);
        SplitTensors before = new SplitTensors(x, tensors.tokens(), in, tensors.resolution());
        String z = former.former(name + ".global_block", see(name + ".local_global", before));
        String token0 = former.first(name + ".token0", z);
        List<String> y =
                block.kind() == INVERTED_BOTTLENECK
                        ? mobile.bottleneck(name, block, in, x, token0)
                        : mobile.downSampling(name, block, in, x, token0, resolution);
        List<String> seen = bridge.write(name + ".global_local", y, z, block.channels());
        return new SplitTensors(seen, z, block.channels(), resolution);
    }

    /**
     * Concatenates feature maps of several images to save nodes, as long as the wide maps of the
     * block stay in the processor's cache. At eight images 6 % (26m, 96m) and 1 % (294m, 508m)
     * faster.
     *
     * @param size values of the first wide feature map of an image
     */
    private List<String> together(String name, List<String> maps, int size) {
        int ofMap = tuned.images(maps) * size;
        int number =
                IntStream.iterate(maps.size(), n -> n > 1, n -> n - 1)
                        .filter(n -> maps.size() % n == 0 && n * ofMap <= MAX_VALUES_TOGETHER)
                        .findFirst()
                        .orElse(1);
        return IntStream.range(0, maps.size() / number)
                .mapToObj(
                        i ->
                                tuned.concatenate(
                                        name + i, maps.subList(i * number, (i + 1) * number)))
                .toList();
    }

    /** Mobile→Former, on the feature maps without blocks. */
    private String see(String name, SplitTensors tensors) {
        List<String> maps = new ArrayList<>();
        for (String map : tensors.features()) {
            maps.add(tuned.unblocked(name + ".map" + maps.size(), map, tensors.channels()));
        }
        return former.mobileToFormer(
                name,
                tuned.concatenate(name + ".maps", maps),
                tensors.tokens(),
                tensors.channels(),
                tensors.resolution());
    }

    private void classifier(SplitTensors tensors) {
        int wide = tensors.channels() * Variant.HEAD_EXPANSION;
        String z = see("local_global", tensors);
        List<String> means = new ArrayList<>();
        for (String head : mobile.head("classifier.conv.1", tensors.features())) {
            means.add(tuned.mean("classifier.mean" + means.size(), head, wide));
        }
        String pooled = tuned.concatenate("classifier.means", means);
        new ClassifierGraph(operators, layers)
                .write(
                        operators.reshape("classifier.flat", pooled, wide),
                        former.first("classifier.token0", z),
                        PortableGraph.EMBEDDING,
                        PortableGraph.LOGITS);
    }
}

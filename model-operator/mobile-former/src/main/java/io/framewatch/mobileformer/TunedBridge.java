package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.BRIDGE_HEADS;

import io.framewatch.mobileformer.BlockedOperators.Filter;
import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Former→Mobile inside the blocked layout, as three pointwise convolutions. The first computes the
 * attention scores of each pixel as channels; its filter is the keys of the image. The second sums
 * the exponentials of each head. The third adds its result to the feature map; its filter is the
 * values. Scores have {@value #SLOTS} channels for each head, one for each token.
 */
final class TunedBridge {

    /** Slots of each head: the largest number of tokens. */
    static final int SLOTS = 8;

    private static final int SCORES = BRIDGE_HEADS * SLOTS;

    private final OnnxGraph graph;
    private final Operators operators;
    private final TunedOperators tuned;
    private final BlockedLayout layout;
    private final FoldedLayers layers;
    private final Variant variant;

    TunedBridge(
            OnnxGraph graph,
            TunedOperators tuned,
            BlockedLayout layout,
            FoldedLayers layers,
            Variant variant) {
        this.graph = graph;
        this.operators = new Operators(graph);
        this.tuned = tuned;
        this.layout = layout;
        this.layers = layers;
        this.variant = variant;
    }

    /** Returns the feature maps after their attention to the tokens. */
    List<String> write(String name, List<String> maps, String z, int channels) {
        int images = tuned.images(maps);
        String slots = slots(name + ".slots", z);
        String bias = graph.constant(name + ".slots.bias", bias(images));
        Filter sums = tuned.pointwise(name + ".sums", sumOfHead(), images);
        List<String> keys =
                tuned.split(name + ".k", keys(name + ".k", slots, channels), maps.size());
        List<String> values = tuned.split(name + ".v", values(name, slots, channels), maps.size());
        return IntStream.range(0, maps.size())
                .mapToObj(
                        i -> {
                            String end = name + "@" + i;
                            Filter ofKeys = new Filter(keys.get(i), bias, 1, 1, images);
                            Filter ofValues = new Filter(values.get(i), "", 1, 1, images);
                            String y = tuned.asOne(end + ".one", maps.get(i), images);
                            String shares = shares(end, y, ofKeys, sums);
                            String sum =
                                    tuned.convolution(
                                            end + ".sees", shares, ofValues, y, Fused.NONE);
                            return tuned.asMany(end, sum, images);
                        })
                .toList();
    }

    /** Scores, and their softmax over the tokens of each head. */
    private String shares(String name, String y, Filter keys, Filter sums) {
        String scores = tuned.convolution(name + ".scores", y, keys, "", Fused.LIMIT_OF_EXPONENTS);
        String powers = operators.exp(name + ".powers", scores);
        String sum = tuned.convolution(name + ".sum", powers, sums, "", Fused.NONE);
        return operators.divide(name + ".shares", powers, sum);
    }

    /**
     * The filter of scores, [N · scores, C, 1, 1] in blocks: [block of slots, channel, slot]. A
     * block has the slots of both heads, or of one.
     */
    private String keys(String name, String slots, int channels) {
        int padded = layout.padded(channels);
        boolean headsInBlock = layout.block() == SCORES;
        int[] order =
                IntStream.range(0, BRIDGE_HEADS * padded)
                        .map(
                                i ->
                                        headsInBlock
                                                ? seen(i % BRIDGE_HEADS, i / BRIDGE_HEADS, channels)
                                                : seen(i / padded, i % padded, channels))
                        .toArray();
        Affine keys = layers.affine(name).selectOutputs(order);
        String bySlot = operators.linear(name, slots, keys);
        int[] ofImage = {SLOTS, BRIDGE_HEADS * padded};
        String byImage = operators.reshape(name + ".by_image", bySlot, ofImage);
        String byChannel = operators.transpose(name + ".by_channel", byImage, 0, 2, 1);
        return operators.reshape(name + ".keys", byChannel, padded, 1, 1);
    }

    /**
     * The filter of values, [N · C, scores, 1, 1] in blocks: [block of channels, head, slot,
     * channel].
     */
    private String values(String name, String slots, int channels) {
        int block = layout.block();
        int blocks = layout.padded(channels) / block;
        int[] order =
                IntStream.range(0, blocks * BRIDGE_HEADS * block)
                        .map(
                                i -> {
                                    int head = i / block % BRIDGE_HEADS;
                                    int channel = i / block / BRIDGE_HEADS * block + i % block;
                                    return seen(head, channel, channels);
                                })
                        .toArray();
        Affine values = layers.affine(name + ".proj").selectOutputs(order);
        String bySlot = operators.linear(name + ".proj", slots, values);
        int[] blocked = {SLOTS, blocks * BRIDGE_HEADS, block};
        String split = operators.reshape(name + ".v.blocks", bySlot, blocked);
        String byBlock = operators.transpose(name + ".v.by_block", split, 0, 2, 1, 3);
        return operators.reshape(name + ".values", byBlock, SCORES, 1, 1);
    }

    /**
     * The tokens of each image by slot, [N · slots, D]; copies of the first token fill the free
     * slots. At one image 1 % (26m) to 3 % (294m) faster than zeros in keys and values.
     */
    private String slots(String name, String z) {
        int tokens = variant.tokens().number();
        long[] rows =
                IntStream.range(0, tuned.batch() * SLOTS)
                        .mapToLong(i -> i / SLOTS * tokens + (i % SLOTS < tokens ? i % SLOTS : 0))
                        .toArray();
        String indices = graph.constant(name + ".rows", rows);
        return graph.node("Gather", name, List.of(z, indices), OnnxGraph.attribute("axis", 0));
    }

    /** The bias of an image's scores: all copies of the first token together count as one token. */
    private Tensor bias(int images) {
        int tokens = variant.tokens().number();
        float ofCopy = (float) -Math.log(SLOTS - tokens + 1);
        float[] bias = new float[images * SCORES];
        for (int i = 0; i < bias.length; i++) {
            int slot = i % SLOTS;
            bias[i] = slot == 0 || slot >= tokens ? ofCopy : 0;
        }
        return Tensor.of(bias, bias.length);
    }

    /** A layer that replaces every score by the sum of its head. */
    private static Affine sumOfHead() {
        float[] weight = new float[SCORES * SCORES];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i / SCORES / SLOTS == i % SCORES / SLOTS ? 1 : 0;
        }
        return Affine.of(Tensor.of(weight, SCORES, SCORES, 1, 1));
    }

    /** The channel if it belongs to the head, else {@link Affine#ZERO}, as for padding. */
    private static int seen(int head, int channel, int channels) {
        int width = channels / BRIDGE_HEADS;
        return channel / width == head ? channel : Affine.ZERO;
    }
}

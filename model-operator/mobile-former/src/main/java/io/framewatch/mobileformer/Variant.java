package io.framewatch.mobileformer;

import java.util.List;
import java.util.Objects;

/**
 * One network of the Mobile-Former family for images of 224x224 pixels.
 *
 * @param name the published name, for example {@code 26m}: about its multiply-adds
 * @param stemChannels channels after the first convolution
 * @param tokens number of tokens, at least 1
 * @param tokenWidth width of a token, a multiple of {@value #FORMER_HEADS}
 * @param embedding width of the input of the last linear layer
 * @param groups groups of the pointwise convolutions; 1 is dense
 * @param blocks the blocks in order
 * @param classes number of classes, at least 1
 * @param ablation the parts that the network has
 * @param width factor of the published channels of stem and blocks; {@code stemChannels} and {@code
 *     blocks} include it
 */
public record Variant(
        String name,
        int stemChannels,
        int tokens,
        int tokenWidth,
        int embedding,
        int groups,
        List<Block> blocks,
        int classes,
        Ablation ablation,
        double width) {

    /** Width and height of the images in pixels. */
    public static final int RESOLUTION = 224;

    /** Name of the layer that gives the logits, the only one that depends on the classes. */
    public static final String LAST_LAYER = "classifier.classifier.1";

    /** Heads of the token self-attention. */
    static final int FORMER_HEADS = 4;

    /** Heads of both bridges. */
    static final int BRIDGE_HEADS = 2;

    /** Channels after the classifier's convolution, as a multiple of those of the last block. */
    static final int HEAD_EXPANSION = 6;

    /** The groups divide the number of channels. */
    private static final int CHANNEL_STEP = 4;

    public Variant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ablation, "ablation");
        blocks = List.copyOf(blocks);
        requireAtLeast1(name, "stem channels", stemChannels);
        requireAtLeast1(name, "tokens", tokens);
        requireAtLeast1(name, "embedding", embedding);
        requireAtLeast1(name, "groups", groups);
        requireAtLeast1(name, "blocks", blocks.size());
        requireAtLeast1(name, "classes", classes);
        if (tokenWidth < 1 || tokenWidth % FORMER_HEADS != 0) {
            throw new IllegalArgumentException(
                    ("variant %s: token width %d must be a positive multiple of %d")
                            .formatted(name, tokenWidth, FORMER_HEADS));
        }
    }

    /**
     * The published variant of this name, with 1000 classes and nothing left out.
     *
     * @throws IllegalArgumentException if there is none; the message lists all names
     */
    public static Variant named(String name) {
        return Published.named(name);
    }

    /** All published variants, smallest first, with 1000 classes and nothing left out. */
    public static List<Variant> published() {
        return Published.VARIANTS;
    }

    /** The same network for another number of classes. */
    public Variant withClasses(int number) {
        return new Variant(
                name,
                stemChannels,
                tokens,
                tokenWidth,
                embedding,
                groups,
                blocks,
                number,
                ablation,
                width);
    }

    /** The same network with another number of tokens. */
    public Variant withTokens(int number) {
        return new Variant(
                name,
                stemChannels,
                number,
                tokenWidth,
                embedding,
                groups,
                blocks,
                classes,
                ablation,
                width);
    }

    /** The same network with an ablation. */
    public Variant with(Ablation left) {
        return new Variant(
                name,
                stemChannels,
                tokens,
                tokenWidth,
                embedding,
                groups,
                blocks,
                classes,
                left,
                width);
    }

    /**
     * The published network with more or fewer channels in stem and blocks, each rounded to a
     * multiple of 4. It serves to compare ablations of equal cost, as the paper does.
     *
     * @param factor factor of the published channels, above 0
     * @throws IllegalArgumentException if the factor is not above 0, or this network's width was
     *     changed before
     */
    public Variant withWidth(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "variant %s: width %s must be above 0".formatted(name, factor));
        }
        if (width != 1) {
            throw new IllegalArgumentException(
                    "variant %s: its width is %s already".formatted(name, width));
        }
        return new Variant(
                name,
                scaled(stemChannels, factor),
                tokens,
                tokenWidth,
                embedding,
                groups,
                blocks.stream()
                        .map(block -> block.withChannels(scaled(block.channels(), factor)))
                        .toList(),
                classes,
                ablation,
                factor);
    }

    private static int scaled(int channels, double factor) {
        long steps = Math.round(channels * factor / CHANNEL_STEP);
        return Math.toIntExact(Math.max(1, steps) * CHANNEL_STEP);
    }

    /** All layers with entries in a checkpoint, in the order of a published checkpoint. */
    public List<Layer> layers() {
        return Layers.of(this);
    }

    /** Channels of the last block's output. */
    int lastChannels() {
        return blocks.get(blocks.size() - 1).channels();
    }

    private static void requireAtLeast1(String variant, String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "variant %s: %s %d must be at least 1".formatted(variant, name, value));
        }
    }
}

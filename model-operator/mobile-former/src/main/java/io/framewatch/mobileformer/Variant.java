package io.framewatch.mobileformer;

import java.util.List;
import java.util.Objects;

/**
 * One network of the Mobile-Former family for images of 224x224 pixels.
 *
 * @param name the published name, for example {@code 26m}: about its multiply-adds
 * @param mobile the convolutions
 * @param tokens the tokens beside them
 * @param embedding width of the input of the last linear layer, at least 1
 * @param classes number of classes, at least 1
 * @param ablation the parts that the network has
 */
public record Variant(
        String name,
        MobilePath mobile,
        Tokens tokens,
        int embedding,
        int classes,
        Ablation ablation) {

    /** Width and height of the images in pixels. */
    public static final int RESOLUTION = 224;

    /** Name of the layer that gives the logits, the only one that depends on the classes. */
    public static final String LAST_LAYER = "classifier.classifier.1";

    /** Heads of the token self-attention. */
    public static final int FORMER_HEADS = 4;

    /** Heads of both bridges. */
    public static final int BRIDGE_HEADS = 2;

    /** Channels after the classifier's convolution, as a multiple of those of the last block. */
    public static final int HEAD_EXPANSION = 6;

    /**
     * The tokens of a network.
     *
     * @param number at least 1
     * @param width values of a token, a multiple of {@value #FORMER_HEADS}
     */
    public record Tokens(int number, int width) {

        public Tokens {
            requireAtLeast1("tokens", number);
            if (width < 1 || width % FORMER_HEADS != 0) {
                throw new IllegalArgumentException(
                        "token width %d must be a positive multiple of %d"
                                .formatted(width, FORMER_HEADS));
            }
        }
    }

    public Variant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mobile, "mobile");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(ablation, "ablation");
        requireAtLeast1("embedding", embedding);
        requireAtLeast1("classes", classes);
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
        return new Variant(name, mobile, tokens, embedding, number, ablation);
    }

    /** The same network with another number of tokens. */
    public Variant withTokens(int number) {
        Tokens others = new Tokens(number, tokens.width());
        return new Variant(name, mobile, others, embedding, classes, ablation);
    }

    /** The same network with an ablation. */
    public Variant with(Ablation left) {
        return new Variant(name, mobile, tokens, embedding, classes, left);
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
        return new Variant(name, mobile.withWidth(factor), tokens, embedding, classes, ablation);
    }

    /** All layers with entries in a checkpoint, in the order of a published checkpoint. */
    public List<Layer> layers() {
        return Layers.of(this);
    }

    static void requireAtLeast1(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1");
        }
    }
}

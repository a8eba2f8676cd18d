package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Block.bottleneck;
import static io.framewatch.mobileformer.Block.downSampling;
import static io.framewatch.mobileformer.Block.separable;

import io.framewatch.mobileformer.Variant.Tokens;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The seven variants of the paper (arXiv:2108.05895, tables 1 and 9), with the layers of the
 * authors' weights.
 */
final class Published {

    private static final int IMAGENET_CLASSES = 1000;

    private static final List<Block> SMALLEST =
            List.of(
                    separable(3, 12, 2),
                    bottleneck(3, 12),
                    downSampling(6, 24),
                    bottleneck(3, 24),
                    downSampling(6, 48),
                    bottleneck(4, 48),
                    bottleneck(6, 64),
                    downSampling(6, 96),
                    bottleneck(6, 96));

    private static final List<Block> NINE =
            List.of(
                    separable(2, 12, 1),
                    downSampling(6, 16),
                    downSampling(6, 32),
                    bottleneck(3, 32),
                    downSampling(6, 64),
                    bottleneck(4, 64),
                    bottleneck(6, 88),
                    downSampling(6, 128),
                    bottleneck(6, 128));

    private static final Tokens SIX_TOKENS = new Tokens(6, 192);

    static final List<Variant> VARIANTS =
            List.of(
                    variant("26m", new MobilePath(8, SMALLEST, 4), new Tokens(3, 128), 1024),
                    variant("52m", new MobilePath(8, SMALLEST, 1), new Tokens(3, 128), 1024),
                    variant("96m", new MobilePath(12, NINE, 1), new Tokens(4, 128), 1280),
                    variant(
                            "151m",
                            dense(12, bottleneck(3, 16), bottleneck(3, 32), 64, 88, 128),
                            SIX_TOKENS,
                            1280),
                    variant(
                            "214m",
                            dense(12, bottleneck(3, 20), bottleneck(4, 40), 80, 112, 160),
                            SIX_TOKENS,
                            1600),
                    variant(
                            "294m",
                            dense(16, bottleneck(4, 24), bottleneck(4, 48), 96, 128, 192),
                            SIX_TOKENS,
                            1920),
                    variant(
                            "508m",
                            dense(24, bottleneck(3, 40), bottleneck(3, 72), 128, 176, 240),
                            SIX_TOKENS,
                            1920));

    private Published() {}

    static Variant named(String name) {
        return VARIANTS.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "variant '%s' must be one of %s"
                                                .formatted(name, String.join(", ", names()))));
    }

    private static List<String> names() {
        return VARIANTS.stream().map(Variant::name).collect(Collectors.toList());
    }

    /**
     * The twelve blocks of the larger variants, whose pointwise convolutions are dense.
     *
     * @param stem channels of the stem and of the first block, at 112x112 pixels
     * @param at56 the second block at 56x56 pixels
     * @param at28 the second block at 28x28 pixels
     * @param at14 channels of the first two blocks at 14x14 pixels
     * @param wide14 channels of the other two blocks at 14x14 pixels
     * @param at7 channels at 7x7 pixels
     */
    private static MobilePath dense(
            int stem, Block at56, Block at28, int at14, int wide14, int at7) {
        List<Block> blocks =
                List.of(
                        separable(2, stem, 1),
                        downSampling(6, at56.channels()),
                        at56,
                        downSampling(6, at28.channels()),
                        at28,
                        downSampling(6, at14),
                        bottleneck(4, at14),
                        bottleneck(6, wide14),
                        bottleneck(6, wide14),
                        downSampling(6, at7),
                        bottleneck(6, at7),
                        bottleneck(6, at7));
        return new MobilePath(stem, blocks, 1);
    }

    private static Variant variant(String name, MobilePath mobile, Tokens tokens, int embedding) {
        return new Variant(name, mobile, tokens, embedding, IMAGENET_CLASSES, Ablation.NONE);
    }
}

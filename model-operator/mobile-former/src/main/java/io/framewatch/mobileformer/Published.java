package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Block.bottleneck;
import static io.framewatch.mobileformer.Block.downSampling;
import static io.framewatch.mobileformer.Block.separable;

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

    static final List<Variant> VARIANTS =
            List.of(
                    variant("26m", 8, 3, 128, 1024, 4, SMALLEST),
                    variant("52m", 8, 3, 128, 1024, 1, SMALLEST),
                    variant(
                            "96m",
                            12,
                            4,
                            128,
                            1280,
                            1,
                            List.of(
                                    separable(2, 12, 1),
                                    downSampling(6, 16),
                                    downSampling(6, 32),
                                    bottleneck(3, 32),
                                    downSampling(6, 64),
                                    bottleneck(4, 64),
                                    bottleneck(6, 88),
                                    downSampling(6, 128),
                                    bottleneck(6, 128))),
                    variant("151m", 12, 6, 192, 1280, 1, twelve(12, 16, 3, 32, 3, 64, 88, 128)),
                    variant("214m", 12, 6, 192, 1600, 1, twelve(12, 20, 3, 40, 4, 80, 112, 160)),
                    variant("294m", 16, 6, 192, 1920, 1, twelve(16, 24, 4, 48, 4, 96, 128, 192)),
                    variant("508m", 24, 6, 192, 1920, 1, twelve(24, 40, 3, 72, 3, 128, 176, 240)));

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

    /** The twelve blocks of the larger variants, for the given channels of each resolution. */
    private static List<Block> twelve(
            int at112,
            int at56,
            int expansion56,
            int at28,
            int expansion28,
            int at14,
            int wide14,
            int at7) {
        return List.of(
                separable(2, at112, 1),
                downSampling(6, at56),
                bottleneck(expansion56, at56),
                downSampling(6, at28),
                bottleneck(expansion28, at28),
                downSampling(6, at14),
                bottleneck(4, at14),
                bottleneck(6, wide14),
                bottleneck(6, wide14),
                downSampling(6, at7),
                bottleneck(6, at7),
                bottleneck(6, at7));
    }

    private static Variant variant(
            String name,
            int stem,
            int tokens,
            int tokenWidth,
            int embedding,
            int groups,
            List<Block> blocks) {
        return new Variant(
                name,
                stem,
                tokens,
                tokenWidth,
                embedding,
                groups,
                blocks,
                IMAGENET_CLASSES,
                Ablation.NONE,
                1);
    }
}

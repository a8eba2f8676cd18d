package io.framewatch.mobileformer;

import java.util.List;

/**
 * The convolutions of a variant, from the image to the last feature map.
 *
 * @param stemChannels channels after the first convolution, at least 1
 * @param blocks the blocks in order, at least one
 * @param groups groups of the pointwise convolutions, at least 1; 1 is dense
 * @param width factor of the published channels, above 0; {@code stemChannels} and {@code blocks}
 *     include it
 */
public record MobilePath(int stemChannels, List<Block> blocks, int groups, double width) {

    /** The groups divide the number of channels. */
    private static final int CHANNEL_STEP = 4;

    public MobilePath {
        blocks = List.copyOf(blocks);
        Variant.requireAtLeast1("stem channels", stemChannels);
        Variant.requireAtLeast1("blocks", blocks.size());
        Variant.requireAtLeast1("groups", groups);
        if (!(width > 0) || Double.isInfinite(width)) {
            throw new IllegalArgumentException("width " + width + " must be above 0");
        }
    }

    /** A path with the published channels. */
    MobilePath(int stemChannels, List<Block> blocks, int groups) {
        this(stemChannels, blocks, groups, 1);
    }

    /** See {@link Variant#withWidth}. */
    MobilePath withWidth(double factor) {
        if (width != 1) {
            throw new IllegalArgumentException("width is " + width + " already, must be 1");
        }
        List<Block> scaled =
                blocks.stream()
                        .map(block -> block.withChannels(scaled(block.channels(), factor)))
                        .toList();
        return new MobilePath(scaled(stemChannels, factor), scaled, groups, factor);
    }

    /** Channels of the last block's output. */
    int lastChannels() {
        return blocks.get(blocks.size() - 1).channels();
    }

    private static int scaled(int channels, double factor) {
        long steps = Math.round(channels * factor / CHANNEL_STEP);
        return Math.toIntExact(Math.max(1, steps) * CHANNEL_STEP);
    }
}

package io.framewatch.mobileformer;

import java.util.Objects;

/**
 * One block of a variant: a row of the architecture table.
 *
 * @param kind how the block is built
 * @param expansion channels after the first convolution, as a multiple of the block's input
 *     channels; at least 1
 * @param channels output channels, at least 1
 * @param stride 1, or 2 to halve the resolution
 * @param secondExpansion channels after the second depthwise convolution of a down-sampling block,
 *     as a multiple of {@code channels}, at least 1; 0 for the other kinds, which have none
 */
public record Block(Kind kind, int expansion, int channels, int stride, int secondExpansion) {

    /** How a block is built. */
    public enum Kind {
        /** Depthwise, then pointwise convolution; the tokens pass unchanged. */
        SEPARABLE,
        /** Pointwise, depthwise, pointwise, beside a token update. */
        INVERTED_BOTTLENECK,
        /** Depthwise with stride, pointwise, depthwise, pointwise, beside a token update. */
        DOWN_SAMPLING
    }

    public Block {
        Objects.requireNonNull(kind, "kind");
        requirePositive("expansion", expansion);
        requirePositive("channels", channels);
        if (stride != 2 && (stride != 1 || kind == Kind.DOWN_SAMPLING)) {
            throw new IllegalArgumentException(
                    "stride %d of a %s block must be 2 or, but for DOWN_SAMPLING, 1"
                            .formatted(stride, kind));
        }
        if ((kind == Kind.DOWN_SAMPLING) != (secondExpansion > 0)) {
            throw new IllegalArgumentException(
                    "second expansion "
                            + secondExpansion
                            + " of a "
                            + kind
                            + " block must be at least 1 for DOWN_SAMPLING, 0 for the others");
        }
    }

    static Block separable(int expansion, int channels, int stride) {
        return new Block(Kind.SEPARABLE, expansion, channels, stride, 0);
    }

    static Block bottleneck(int expansion, int channels) {
        return new Block(Kind.INVERTED_BOTTLENECK, expansion, channels, 1, 0);
    }

    static Block downSampling(int expansion, int channels) {
        return new Block(Kind.DOWN_SAMPLING, expansion, channels, 2, 4);
    }

    /** The same block with another number of output channels. */
    Block withChannels(int number) {
        return new Block(kind, expansion, number, stride, secondExpansion);
    }

    /** Whether the input is added to the output. */
    boolean skips(int inputChannels) {
        return stride == 1 && inputChannels == channels;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "block " + name + " " + value + " must be at least 1");
        }
    }
}

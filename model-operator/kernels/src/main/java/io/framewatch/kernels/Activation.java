package io.framewatch.kernels;

/**
 * The activation behind a convolution.
 *
 * @param kind what is computed
 * @param coefficients of Dynamic ReLU: a1 of each channel, then a2
 * @param second floats from a1 to a2
 */
record Activation(Kind kind, Place coefficients, int second) {

    /** In the order of {@code enum activation} in {@code steps.h}. */
    enum Kind {
        NONE,
        RELU,
        RELU6,
        DYNAMIC_RELU,
        GELU,
        HARD_SWISH,
        CLIP_0_2,
        CLIP_1_1
    }

    static final Activation NONE = plain(Kind.NONE);
    static final Activation RELU = plain(Kind.RELU);
    static final Activation RELU6 = plain(Kind.RELU6);

    /** Dynamic ReLU with coefficients of each image: rows of a1, then a2. */
    static Activation dynamic(Rows coefficients) {
        return new Activation(Kind.DYNAMIC_RELU, coefficients.place(), coefficients.length() / 2);
    }

    private static Activation plain(Kind kind) {
        return new Activation(kind, Place.NONE, 0);
    }

    /** The channels from one on. */
    boolean isDynamic() {
        return kind == Kind.DYNAMIC_RELU;
    }
}

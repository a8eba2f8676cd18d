package io.framewatch.mobileformer;

/**
 * Which parts of Mobile-Former a network has: all, or all without those of one ablation of the
 * paper (arXiv:2108.05895, section 5.3).
 */
public enum Ablation {
    /** The whole network. */
    NONE,

    /** Plain ReLU instead of every Dynamic ReLU. */
    WITHOUT_DYNAMIC_RELU,

    /**
     * Neither Mobile→Former nor Former→Mobile. The tokens are then the same for every image. They
     * still parametrise Dynamic ReLU and the classifier.
     */
    WITHOUT_BRIDGES,

    /** The convolutions alone: no tokens, no bridges, plain ReLU. */
    MOBILE_ALONE;

    /** Whether there are tokens, and the Former that updates them. */
    public boolean hasFormer() {
        return this != MOBILE_ALONE;
    }

    /** Whether tokens read from the feature map, and write to it. */
    public boolean hasBridges() {
        return this == NONE || this == WITHOUT_DYNAMIC_RELU;
    }

    /** Whether activations take their coefficients from token 0. */
    public boolean hasDynamicRelu() {
        return this == NONE || this == WITHOUT_BRIDGES;
    }
}

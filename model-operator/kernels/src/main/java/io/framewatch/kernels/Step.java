package io.framewatch.kernels;

/**
 * One call of a kernel. Its fields become int32 in the order of its structure in {@code steps.h}.
 */
sealed interface Step
        permits StemStep,
                PointwiseStep,
                DepthwiseStep,
                MeanStep,
                TokensStep,
                CopyStep,
                LinearStep,
                AddAndNormStep,
                SelfAttentionStep,
                MobileToFormerStep,
                FormerToMobileStep,
                OutputStep {

    /** In the order of {@code enum step_kind}. */
    enum Kind {
        STEM,
        POINTWISE,
        DEPTHWISE,
        DEPTHWISE_STRIDED,
        MEAN,
        TOKENS,
        COPY,
        LINEAR,
        ADD_AND_NORM,
        SELF_ATTENTION,
        MOBILE_TO_FORMER,
        FORMER_TO_MOBILE,
        LOGITS,
        EMBEDDINGS
    }

    Kind kind();

    /** Whether neighbouring steps of this sort run image by image. */
    default boolean eachImage() {
        return true;
    }

    /** Multiplications with an addition for one image that the network asks for, not its layout. */
    default long multiplyAdds() {
        return 0;
    }

    /** Width and height of the map that is read or written; 1 for rows. */
    default int resolution() {
        return 1;
    }

    /** Writes what follows the header. */
    void write(PlanWriter to);

    /** Names all ranges that the kernel reads or writes. */
    void check(Bounds bounds);
}

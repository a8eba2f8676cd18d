package io.framewatch.mobileformer;

/** The form of a graph's input {@code image}. */
public enum ImageForm {
    /** uint8 [N, 224, 224, 3]: RGB, 0..255; normalised inside the graph. */
    UINT8_NHWC,

    /**
     * float32 [N, 3, 224, 224]: RGB, normalised by the means and standard deviations of ImageNet.
     */
    FLOAT_NCHW;

    /** Name of the input. */
    static final String INPUT = "image";

    /** Means of ImageNet's red, green and blue, in 0..1. */
    static final double[] MEAN = {0.485, 0.456, 0.406};

    /** Standard deviations of ImageNet's red, green and blue, in 0..1. */
    static final double[] DEVIATION = {0.229, 0.224, 0.225};
}

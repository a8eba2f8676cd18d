package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.RESOLUTION;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * Writes the input of a graph and the part of its normalisation that is not folded into the stem.
 */
final class StemGraph {

    private static final int BRIGHTEST = 255;

    private final OnnxGraph graph;
    private final Operators operators;

    StemGraph(OnnxGraph graph, Operators operators) {
        this.graph = graph;
        this.operators = operators;
    }

    /**
     * The image as floats, [N, 3, 224, 224], in the range that the stem of {@link Folding} expects.
     */
    String image(ImageForm form) {
        return switch (form) {
            case UINT8_NHWC ->
                    centred(
                            graph.input(
                                    ImageForm.INPUT, DataType.UINT8, RESOLUTION, RESOLUTION, 3));
            case FLOAT_NCHW ->
                    graph.input(ImageForm.INPUT, DataType.FLOAT, 3, RESOLUTION, RESOLUTION);
        };
    }

    /**
     * Converts bytes to floats and subtracts ImageNet's mean. The division by the standard
     * deviation is folded into the stem. The subtraction cannot be, because the stem pads with the
     * mean.
     */
    private String centred(String image) {
        float[] means = new float[ImageForm.MEAN.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (-BRIGHTEST * ImageForm.MEAN[i]);
        }
        String planes = operators.transpose("image.planes", image, 0, 3, 1, 2);
        String floats = operators.toFloat("image.floats", planes);
        String shift = operators.constant("image.mean", Tensor.of(means, 1, means.length, 1, 1));
        return operators.add("image.centred", floats, shift);
    }
}

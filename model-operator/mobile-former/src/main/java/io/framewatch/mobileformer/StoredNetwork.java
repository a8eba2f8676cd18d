package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/**
 * The network of a stored model: its variant, and its layers as the portable graph has them. Batch
 * normalisations, channel shuffles, scales and the arithmetic of hard sigmoids are folded in, and
 * pointwise convolutions are dense. Images are bytes: the division by the standard deviation is
 * folded into the stem, the means are still to be subtracted.
 */
public final class StoredNetwork {

    private static final int BRIGHTEST = 255;

    private final Variant variant;
    private final FoldedLayers layers;

    private StoredNetwork(Variant variant, FoldedLayers layers) {
        this.variant = variant;
        this.layers = layers;
    }

    /**
     * A convolution or linear layer.
     *
     * @param weight outputs, inputs of an output, then for a convolution the kernel's height and
     *     width
     * @param bias a summand for each output
     */
    public record Layer(Tensor weight, Tensor bias) {}

    /**
     * Reads a stored model.
     *
     * @param model the bytes of {@link ModelFolder#MODEL}
     * @return empty if this library did not write the model, or its images are not bytes
     * @throws IllegalArgumentException if the bytes are no ONNX model
     */
    public static Optional<StoredNetwork> of(byte[] model) {
        ModelProto stored = parse(model);
        return OnnxModel.variant(stored)
                .filter(variant -> takesBytes(stored))
                .map(variant -> new StoredNetwork(variant, new StoredLayers(stored)));
    }

    public Variant variant() {
        return variant;
    }

    /**
     * A layer by its name in a checkpoint, with the suffixes {@code .a1}, {@code .a2}, {@code
     * .pooled} and {@code .token} where one layer became two.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Layer layer(String name) {
        Affine affine = layers.affine(name);
        return new Layer(affine.weight(), affine.bias());
    }

    /**
     * The tokens, or scale ({@code .weight}) or shift ({@code .bias}) of a layer normalisation.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    public Tensor tensor(String name) {
        return layers.tensor(name);
    }

    /** What is subtracted from red, green and blue, 0..255, before the stem. */
    public static float[] means() {
        float[] means = new float[ImageForm.MEAN.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (BRIGHTEST * ImageForm.MEAN[i]);
        }
        return means;
    }

    private static ModelProto parse(byte[] model) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("model is not ONNX: " + e.getMessage(), e);
        }
    }

    private static boolean takesBytes(ModelProto stored) {
        int type = stored.getGraph().getInput(0).getType().getTensorType().getElemType();
        return type == DataType.UINT8_VALUE;
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.BRIDGE_HEADS;
import static io.framewatch.mobileformer.Variant.FORMER_HEADS;

import java.util.stream.IntStream;

/** Folds the weights of a checkpoint. */
final class Folding implements FoldedLayers {

    private static final int BRIGHTEST = 255;

    private final Variant variant;
    private final Weights weights;
    private final ImageForm form;
    private final Shuffles shuffles;

    Folding(Variant variant, Weights weights, ImageForm form) {
        this.variant = variant;
        this.weights = weights;
        this.form = form;
        this.shuffles = new Shuffles(variant);
    }

    @Override
    public Tensor tensor(String name) {
        return weights.get(name);
    }

    @Override
    public Affine affine(String name) {
        if (name.endsWith(".a1") || name.endsWith(".a2")) {
            return coefficients(name);
        }
        if (name.startsWith("classifier.fc.0.")) {
            return embedding(name);
        }
        boolean linear = weights.get(name + ".weight").shape().length == 2;
        return linear ? linear(name) : convolution(name);
    }

    /**
     * Makes grouped pointwise convolutions dense, because runtimes are slow with few channels a
     * group.
     */
    private Affine convolution(String name) {
        Affine layer = Affine.convolution(weights, name);
        if (name.equals("stem.0")) {
            return form == ImageForm.UINT8_NHWC ? layer.afterScale(brightness()) : layer;
        }
        boolean pointwise = layer.weight().shape()[2] == 1;
        Affine dense = pointwise ? layer.dense(variant.mobile().groups()) : layer;
        return dense.selectInputs(shuffles.inputs(name, dense.inputs()))
                .selectOutputs(shuffles.outputs(name, dense.outputs()));
    }

    /**
     * Folds the division of images by the standard deviation into the stem. The mean is subtracted
     * before the stem, because the stem pads.
     */
    private static double[] brightness() {
        return IntStream.range(0, ImageForm.DEVIATION.length)
                .mapToDouble(i -> 1 / (BRIGHTEST * ImageForm.DEVIATION[i]))
                .toArray();
    }

    /**
     * Scales queries and keys for their product. Writes 2 · hsigmoid(x) as x / 3 + 1, which the
     * graph clips.
     */
    private Affine linear(String name) {
        Affine layer = Affine.linear(weights, name);
        if (name.endsWith(".q") || name.endsWith(".k")) {
            int heads = name.endsWith(".global_block.q") ? FORMER_HEADS : BRIDGE_HEADS;
            return layer.thenScale(1 / Math.sqrt((double) layer.outputs() / heads));
        }
        return name.endsWith(".alpha.0") ? layer.thenScale(1 / 3.0).thenAdd(1) : layer;
    }

    /**
     * Coefficients of Dynamic ReLU. a1 = 2 · hsigmoid(x) is x / 3 + 1, which the graph clips to
     * 0..2. a2 = 2 · (hsigmoid(x) - 0.5) is x / 3, which the graph clips to -1..1.
     */
    private Affine coefficients(String name) {
        String activation = name.substring(0, name.lastIndexOf('.'));
        Affine both = Affine.linear(weights, activation + ".hyper.2").thenScale(1 / 3.0);
        int channels = both.outputs() / 2;
        int[] order = shuffles.inputs(activation, channels);
        return name.endsWith(".a1")
                ? both.selectOutputs(order).thenAdd(1)
                : both.selectOutputs(IntStream.of(order).map(i -> i + channels).toArray());
    }

    /** The layer on pooled channels and first token, as two layers whose results are added. */
    private Affine embedding(String name) {
        Affine both =
                Affine.linear(weights, "classifier.fc.0").thenBatchNorm(weights, "classifier.fc.1");
        int pooled = variant.mobile().lastChannels() * Variant.HEAD_EXPANSION;
        return name.endsWith(".pooled")
                ? both.selectInputs(IntStream.range(0, pooled).toArray())
                : both.selectInputs(IntStream.range(pooled, both.inputs()).toArray()).withoutBias();
    }
}

package io.framewatch.mobileformer;

import java.util.stream.DoubleStream;

/**
 * Weight and bias of a convolution or linear layer, and operations that fold neighbouring layers
 * into them. Values are doubles until {@link #weight()}, so that several steps round once.
 */
final class Affine {

    /** In a selection of channels: a channel of zeros. */
    static final int ZERO = -1;

    private static final double BATCH_NORM_EPSILON = 1e-5;

    /** Output channels, input channels, then the kernel's height and width for a convolution. */
    private final int[] shape;

    private final double[] weight;
    private final double[] bias;

    private Affine(int[] shape, double[] weight, double[] bias) {
        this.shape = shape;
        this.weight = weight;
        this.bias = bias;
    }

    /** A layer of this weight, without bias. */
    static Affine of(Tensor weight) {
        return new Affine(weight.shape(), doubles(weight), new double[weight.shape()[0]]);
    }

    /** A linear layer without bias of a weight whose first dimension is the inputs. */
    static Affine ofTransposed(Tensor weight) {
        int[] shape = {weight.shape()[1], weight.shape()[0]};
        return of(new Tensor(shape, of(weight).transposedWeight().values()));
    }

    /** A linear layer with its bias. */
    static Affine linear(Weights weights, String name) {
        return of(weights.get(name + ".weight")).thenAdd(weights.get(name + ".bias"));
    }

    /** A convolution without bias and the batch normalisation that follows it. */
    static Affine convolution(Weights weights, String name) {
        return of(weights.get(name + ".weight")).thenBatchNorm(weights, Layers.following(name));
    }

    /** This layer, then a batch normalisation with running statistics. */
    Affine thenBatchNorm(Weights weights, String name) {
        float[] scale = weights.get(name + ".weight").values();
        float[] shift = weights.get(name + ".bias").values();
        float[] mean = weights.get(name + ".running_mean").values();
        float[] variance = weights.get(name + ".running_var").values();
        double[] factors = new double[outputs()];
        double[] summands = new double[outputs()];
        for (int o = 0; o < outputs(); o++) {
            factors[o] = scale[o] / Math.sqrt(variance[o] + BATCH_NORM_EPSILON);
            summands[o] = shift[o] - mean[o] * factors[o];
        }
        return thenScale(factors).thenAdd(summands);
    }

    /** This layer, then a multiplication of each output with its factor, or of all with one. */
    Affine thenScale(double... factors) {
        double[] scaled = weight.clone();
        double[] scaledBias = bias.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= of(factors, i / row());
        }
        for (int o = 0; o < outputs(); o++) {
            scaledBias[o] *= of(factors, o);
        }
        return new Affine(shape, scaled, scaledBias);
    }

    /** This layer, then an addition of a summand for each output, or of one for all. */
    Affine thenAdd(double... summands) {
        double[] sum = bias.clone();
        for (int o = 0; o < sum.length; o++) {
            sum[o] += of(summands, o);
        }
        return new Affine(shape, weight, sum);
    }

    /** This layer, then an addition of a summand for each output. */
    Affine thenAdd(Tensor summands) {
        return thenAdd(doubles(summands));
    }

    Affine withoutBias() {
        return new Affine(shape, weight, new double[bias.length]);
    }

    /** A multiplication of each input with its factor, or of all with one, then this layer. */
    Affine afterScale(double... factors) {
        double[] scaled = weight.clone();
        int kernel = row() / inputs();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= of(factors, i / kernel % inputs());
        }
        return new Affine(shape, scaled, bias);
    }

    /** The same layer without groups: the weight of an input outside of the output's group is 0. */
    Affine dense(int groups) {
        if (groups == 1) {
            return this;
        }
        int in = inputs();
        int kernel = row() / in;
        double[] dense = new double[weight.length * groups];
        for (int o = 0; o < outputs(); o++) {
            int group = o / (outputs() / groups);
            int to = (o * groups + group) * in * kernel;
            System.arraycopy(weight, o * row(), dense, to, row());
        }
        return new Affine(shaped(outputs(), in * groups), dense, bias);
    }

    /** Both layers on the same inputs: the outputs of this layer, then those of the other. */
    Affine and(Affine other) {
        return new Affine(
                shaped(outputs() + other.outputs(), inputs()),
                concatenate(weight, other.weight),
                concatenate(bias, other.bias));
    }

    /**
     * This layer with its outputs selected: output o is the former {@code from[o]}, or 0 for {@link
     * #ZERO}.
     */
    Affine selectOutputs(int... from) {
        double[] selected = new double[from.length * row()];
        double[] selectedBias = new double[from.length];
        for (int o = 0; o < from.length; o++) {
            if (from[o] != ZERO) {
                System.arraycopy(weight, from[o] * row(), selected, o * row(), row());
                selectedBias[o] = bias[from[o]];
            }
        }
        return new Affine(shaped(from.length, inputs()), selected, selectedBias);
    }

    /**
     * This layer with its inputs selected: input i is the former {@code from[i]}, or unused for
     * {@link #ZERO}.
     */
    Affine selectInputs(int... from) {
        int kernel = row() / inputs();
        double[] selected = new double[outputs() * from.length * kernel];
        for (int o = 0; o < outputs(); o++) {
            for (int i = 0; i < from.length; i++) {
                if (from[i] != ZERO) {
                    int to = (o * from.length + i) * kernel;
                    System.arraycopy(weight, o * row() + from[i] * kernel, selected, to, kernel);
                }
            }
        }
        return new Affine(shaped(outputs(), from.length), selected, bias);
    }

    int outputs() {
        return shape[0];
    }

    int inputs() {
        return shape[1];
    }

    /** The weight, outputs first. */
    Tensor weight() {
        return new Tensor(shape, floats(weight));
    }

    /** The weight of a linear layer, [inputs, outputs]: the right factor of a product. */
    Tensor transposedWeight() {
        double[] transposed = new double[weight.length];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i % inputs() * outputs() + i / inputs()] = weight[i];
        }
        return Tensor.of(floats(transposed), inputs(), outputs());
    }

    Tensor bias() {
        return Tensor.of(floats(bias), outputs());
    }

    /** Number of weights of each output. */
    private int row() {
        return weight.length / outputs();
    }

    private static double[] concatenate(double[] first, double[] second) {
        return DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)).toArray();
    }

    private static double of(double[] numbers, int channel) {
        return numbers[numbers.length == 1 ? 0 : channel];
    }

    private int[] shaped(int outputs, int inputs) {
        int[] other = shape.clone();
        other[0] = outputs;
        other[1] = inputs;
        return other;
    }

    private static double[] doubles(Tensor tensor) {
        double[] doubles = new double[tensor.values().length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = tensor.values()[i];
        }
        return doubles;
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}

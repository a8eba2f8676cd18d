package io.framewatch.kernels;

import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weight and bias of a convolution or linear layer, each output with a number for each input or
 * tap.
 */
final class Layer {

    private final int inputs;
    private final float[] weight;
    private final float[] bias;

    /** The arrays are not copied. */
    Layer(int inputs, float[] weight, float[] bias) {
        this.inputs = inputs;
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * A layer of a stored network.
     *
     * @param shape the expected shape of its weight
     * @throws IllegalArgumentException if its shape is another
     */
    static Layer of(StoredNetwork network, String name, int... shape) {
        StoredNetwork.Layer layer = network.layer(name);
        requireShape(name + ".weight", layer.weight(), shape);
        requireShape(name + ".bias", layer.bias(), shape[0]);
        int inputs = IntStream.of(shape).skip(1).reduce(1, Math::multiplyExact);
        return new Layer(inputs, layer.weight().values(), layer.bias().values());
    }

    static void requireShape(String name, Tensor tensor, int... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(
                    "%s has shape %s, must have %s"
                            .formatted(
                                    name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
        }
    }

    /** The outputs of this layer, then those of another with the same inputs. */
    Layer and(Layer other) {
        return new Layer(inputs, concatenate(weight, other.weight), concatenate(bias, other.bias));
    }

    /** The inputs of this layer, then those of another with the same outputs; biases are added. */
    Layer besides(Layer other) {
        int both = inputs + other.inputs;
        float[] wide = new float[outputs() * both];
        float[] sum = new float[outputs()];
        for (int o = 0; o < outputs(); o++) {
            System.arraycopy(weight, o * inputs, wide, o * both, inputs);
            System.arraycopy(other.weight, o * other.inputs, wide, o * both + inputs, other.inputs);
            sum[o] = bias[o] + other.bias[o];
        }
        return new Layer(both, wide, sum);
    }

    int outputs() {
        return bias.length;
    }

    int inputs() {
        return inputs;
    }

    float weight(int output, int input) {
        return weight[output * inputs + input];
    }

    float bias(int output) {
        return bias[output];
    }

    private static float[] concatenate(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

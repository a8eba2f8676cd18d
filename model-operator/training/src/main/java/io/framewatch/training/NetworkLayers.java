package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;

/** The layers with entries. The name of a layer is the prefix of its entries. */
final class NetworkLayers {

    private static final float EPSILON = 1e-5f;

    /** The share of the running statistics that is kept at each batch. */
    private static final float MOMENTUM = 0.9f;

    private final NetworkParameters parameters;
    private final boolean training;

    NetworkLayers(NetworkParameters parameters, boolean training) {
        this.parameters = parameters;
        this.training = training;
    }

    NDArray parameter(String entry) {
        return parameters.get(entry);
    }

    /** A factor with the lifetime of the parameters, see {@link NetworkParameters#constant}. */
    NDArray constant(double value) {
        return parameters.constant((float) value);
    }

    /** max(0, min(6, x + 3)) / 6 · factor: the hard sigmoid, scaled. */
    NDArray hardSigmoid(NDArray x, double factor) {
        return x.add(3).clip(0, 6).mul(constant(factor / 6));
    }

    /** A convolution without bias and the batch normalisation after it. */
    NDArray convolution(String name, NDArray x, int stride, int groups) {
        NDArray weight = parameter(name + ".weight");
        long padding = (weight.size(2) - 1) / 2;
        NDArray y =
                Conv2d.conv2d(
                                x,
                                weight,
                                null,
                                new Shape(stride, stride),
                                new Shape(padding, padding),
                                new Shape(1, 1),
                                groups)
                        .singletonOrThrow();
        return batchNorm(following(name), y);
    }

    NDArray batchNorm(String name, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        parameter(name + ".running_mean"),
                        parameter(name + ".running_var"),
                        parameter(name + ".weight"),
                        parameter(name + ".bias"),
                        1,
                        MOMENTUM,
                        EPSILON,
                        training)
                .singletonOrThrow();
    }

    /** A linear layer on the last axis. */
    NDArray linear(String name, NDArray x) {
        return Linear.linear(x, parameter(name + ".weight"), parameter(name + ".bias"))
                .singletonOrThrow();
    }

    NDArray layerNorm(String name, NDArray x) {
        NDArray weight = parameter(name + ".weight");
        return LayerNorm.layerNorm(x, weight.getShape(), weight, parameter(name + ".bias"), EPSILON)
                .singletonOrThrow();
    }

    /** The name of the layer after this one in its sequence: {@code conv1.0} to {@code conv1.1}. */
    private static String following(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot + 1) + (Integer.parseInt(name.substring(dot + 1)) + 1);
    }
}

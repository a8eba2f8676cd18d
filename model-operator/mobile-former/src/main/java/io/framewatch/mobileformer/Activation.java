package io.framewatch.mobileformer;

/**
 * Writes Dynamic ReLU, max(a1 · x, a2 · x) with coefficients for each channel from the first token
 * (arXiv:2003.10027), or plain ReLU where it is left out.
 */
final class Activation {

    private final Operators operators;
    private final Weights weights;
    private final boolean dynamic;

    Activation(Operators operators, Weights weights, Ablation ablation) {
        this.operators = operators;
        this.weights = weights;
        this.dynamic = ablation.hasDynamicRelu();
    }

    /**
     * @param x feature map [N, C, H, W]
     * @param token0 the first token, [N, D]
     * @param order for each channel of x, the channel of the layer that it is
     */
    String write(String name, String x, String token0, int[] order) {
        if (!dynamic) {
            return operators.relu(name, x);
        }
        Affine squeeze = Affine.linear(weights, name + ".hyper.0");
        String hidden = operators.linear(name + ".hyper.0", token0, squeeze);
        String active = operators.relu(name + ".hyper.1", hidden);
        DynamicReluLayers layers = new DynamicReluLayers(weights, name);
        String a1 = coefficients(name + ".a1", active, layers.first(order), 0, 2);
        String a2 = coefficients(name + ".a2", active, layers.second(order), -1, 1);
        String scaled1 = operators.mul(name + ".x1", x, a1);
        String scaled2 = operators.mul(name + ".x2", x, a2);
        return operators.max(name, scaled1, scaled2);
    }

    private String coefficients(String name, String hidden, Affine layer, float min, float max) {
        String linear = operators.linear(name + ".hyper.2", hidden, layer);
        String limited = operators.clip(name + ".limited", linear, min, max);
        return operators.reshape(name, limited, layer.outputs(), 1, 1);
    }
}

package io.framewatch.mobileformer;

/**
 * Writes Dynamic ReLU (arXiv:2003.10027): max(a1 · x, a2 · x) with coefficients for each channel,
 * computed from the first token. Writes plain ReLU for an ablation without it.
 */
final class Activation {

    private final Operators operators;
    private final FoldedLayers layers;
    private final boolean dynamic;

    Activation(Operators operators, FoldedLayers layers, Ablation ablation) {
        this.operators = operators;
        this.layers = layers;
        this.dynamic = ablation.hasDynamicRelu();
    }

    /**
     * @param x feature map [N, C, H, W]
     * @param token0 the first token, [N, D]
     */
    String write(String name, String x, String token0) {
        if (!dynamic) {
            return operators.relu(name, x);
        }
        String squeeze = name + ".hyper.0";
        String hidden = operators.linear(squeeze, token0, layers.affine(squeeze));
        String active = operators.relu(name + ".hyper.1", hidden);
        String a1 = coefficients(name + ".a1", active, 0, 2);
        String a2 = coefficients(name + ".a2", active, -1, 1);
        String scaled1 = operators.mul(name + ".x1", x, a1);
        String scaled2 = operators.mul(name + ".x2", x, a2);
        return operators.max(name, scaled1, scaled2);
    }

    private String coefficients(String name, String hidden, float min, float max) {
        Affine layer = layers.affine(name);
        String linear = operators.linear(name, hidden, layer);
        String limited = operators.clip(name + ".limited", linear, min, max);
        return operators.reshape(name + ".channels", limited, layer.outputs(), 1, 1);
    }
}

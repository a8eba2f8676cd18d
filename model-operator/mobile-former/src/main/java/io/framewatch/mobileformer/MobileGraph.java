package io.framewatch.mobileformer;

/** Writes the convolutions of the portable graph. */
final class MobileGraph {

    private final Operators operators;
    private final FoldedLayers layers;
    private final Activation activation;

    MobileGraph(Operators operators, FoldedLayers layers, Ablation ablation) {
        this.operators = operators;
        this.layers = layers;
        this.activation = new Activation(operators, layers, ablation);
    }

    String separable(String name, Block block, int in, String x) {
        String dw = convolution(name + ".conv.0", x, block.stride(), in);
        return pointwise(name + ".conv.4", operators.relu6(name + ".conv.2", dw));
    }

    /**
     * @param token0 the updated first token, [N, D]; unused without Dynamic ReLU
     */
    String bottleneck(String name, Block block, int in, String x, String token0) {
        String expanded = pointwise(name + ".conv1.0", x);
        String first = activation.write(name + ".hyper1", expanded, token0);
        int wide = in * block.expansion();
        String dw = convolution(name + ".conv2.0", first, block.stride(), wide);
        return pointwise(name + ".conv3.0", activation.write(name + ".hyper2", dw, token0));
    }

    /**
     * @param token0 the updated first token, [N, D]; unused without Dynamic ReLU
     */
    String downSampling(String name, Block block, int in, String x, String token0) {
        String dw = convolution(name + ".conv1.0", x, block.stride(), in);
        String active = activation.write(name + ".hyper1", dw, token0);
        String reduced = pointwise(name + ".conv2.0", active);
        String secondDw = convolution(name + ".conv3.0", reduced, 1, block.channels());
        String secondActive = activation.write(name + ".hyper3", secondDw, token0);
        String refined = pointwise(name + ".conv4.0", secondActive);
        return operators.add(name + ".refined", reduced, refined);
    }

    /** The classifier's convolution. */
    String head(String name, String x) {
        return operators.relu6(name + ".relu", pointwise(name, x));
    }

    private String pointwise(String name, String x) {
        return convolution(name, x, 1, 1);
    }

    private String convolution(String name, String x, int stride, int groups) {
        return operators.convolution(name, x, layers.affine(name), stride, groups);
    }
}

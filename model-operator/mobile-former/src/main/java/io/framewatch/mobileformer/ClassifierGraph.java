package io.framewatch.mobileformer;

/** Writes the layers after the last convolution: embedding and logits. */
final class ClassifierGraph {

    private final Operators operators;
    private final FoldedLayers layers;

    ClassifierGraph(Operators operators, FoldedLayers layers) {
        this.operators = operators;
        this.layers = layers;
    }

    /**
     * @param pooled mean of each channel of the classifier's convolution, [N, C]
     * @param token0 the first token, [N, D]; empty for none
     * @param embedding name of the input of the last layer, [N, F]
     * @param logits name of the result, [N, classes]
     */
    void write(String pooled, String token0, String embedding, String logits) {
        String active = operators.hardSwish("classifier.pooled", pooled);
        operators.hardSwish(embedding, hidden(active, token0));
        String last = Variant.LAST_LAYER;
        operators.linear(logits, last, embedding, layers.affine(last));
    }

    /** The layer on pooled channels and token, as two layers whose results are added. */
    private String hidden(String pooled, String token0) {
        String name = "classifier.fc.0";
        String ofPooled = name + ".pooled";
        String ofToken = name + ".token";
        String hidden = operators.linear(ofPooled, pooled, layers.affine(ofPooled));
        return token0.isEmpty()
                ? hidden
                : operators.add(
                        name, hidden, operators.product(ofToken, token0, layers.affine(ofToken)));
    }
}

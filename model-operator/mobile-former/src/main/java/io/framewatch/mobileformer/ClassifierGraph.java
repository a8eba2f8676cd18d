package io.framewatch.mobileformer;

import java.util.stream.IntStream;

/** Writes what follows the last convolution: embedding and logits. */
final class ClassifierGraph {

    private final Operators operators;
    private final Weights weights;

    ClassifierGraph(Operators operators, Weights weights) {
        this.operators = operators;
        this.weights = weights;
    }

    /**
     * @param pooled mean of each channel of the classifier's convolution, [N, C]
     * @param token0 the first token, [N, D] or [1, D]; empty for none
     * @param embedding name of the input of the last layer, [N, F]
     * @param logits name of the result, [N, classes]
     */
    void write(String pooled, String token0, int channels, String embedding, String logits) {
        String active = operators.hardSwish("classifier.pooled", pooled);
        String hidden = hidden(active, token0, channels);
        operators.hardSwish(embedding, hidden);
        Affine last = Affine.linear(weights, "classifier.classifier.1");
        operators.linear(logits, embedding, last);
    }

    /**
     * The layer on pooled channels and token, as two layers whose results are added: a token that
     * is the same for all images needs no copies.
     */
    private String hidden(String pooled, String token0, int channels) {
        String name = "classifier.fc.0";
        Affine both = Affine.linear(weights, name).thenBatchNorm(weights, "classifier.fc.1");
        if (token0.isEmpty()) {
            return operators.linear(name, pooled, both);
        }
        int inputs = both.inputs();
        Affine ofPooled = both.selectInputs(IntStream.range(0, channels).toArray());
        Affine ofToken = both.selectInputs(IntStream.range(channels, inputs).toArray());
        String weight = operators.constant(name + ".token.weight", ofToken.transposedWeight());
        return operators.add(
                name,
                operators.linear(name + ".pooled", pooled, ofPooled),
                operators.matMul(name + ".token", token0, weight));
    }
}

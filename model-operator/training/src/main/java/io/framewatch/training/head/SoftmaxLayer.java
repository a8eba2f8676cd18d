package io.framewatch.training.head;

import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A linear layer whose outputs are the logits of the classes.
 *
 * @param weights one row for each class
 * @param bias one value for each class
 */
record SoftmaxLayer(RealMatrix weights, double[] bias) {

    /** The logarithms of the classes' probabilities. */
    double[] logProbabilities(double[] input) {
        double[] logits = weights.operate(input);
        for (int label = 0; label < logits.length; label++) {
            logits[label] += bias[label];
        }
        double max = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - max)).sum();
        double all = max + Math.log(sum);
        return Arrays.stream(logits).map(logit -> logit - all).toArray();
    }

    /** The most probable class; of equal ones the first. */
    int label(double[] input) {
        double[] values = logProbabilities(input);
        int best = 0;
        for (int label = 1; label < values.length; label++) {
            best = values[label] > values[best] ? label : best;
        }
        return best;
    }
}

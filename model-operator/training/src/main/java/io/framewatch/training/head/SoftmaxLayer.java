package io.framewatch.training.head;

import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A linear layer whose outputs are the logits of the states.
 *
 * @param weights one row a state
 * @param bias one value a state
 */
record SoftmaxLayer(RealMatrix weights, double[] bias) {

    /** The log probabilities of the states. */
    double[] logProbabilities(double[] input) {
        double[] logits = weights.operate(input);
        for (int state = 0; state < logits.length; state++) {
            logits[state] += bias[state];
        }
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
        double all = largest + Math.log(sum);
        return Arrays.stream(logits).map(logit -> logit - all).toArray();
    }

    /** The most probable state; of equal ones the first. */
    int state(double[] input) {
        double[] values = logProbabilities(input);
        int best = 0;
        for (int state = 1; state < values.length; state++) {
            best = values[state] > values[best] ? state : best;
        }
        return best;
    }
}

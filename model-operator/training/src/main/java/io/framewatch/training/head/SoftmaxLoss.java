package io.framewatch.training.head;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The loss of a softmax regression: cross entropy with the same weight for every state, plus
 * strength / 2 times the sum of squared weights. The parameters are the weights and the bias of
 * each state in turn. Not thread-safe.
 */
final class SoftmaxLoss {

    private final double[][] inputs;
    private final int[] states;
    private final int stateCount;
    private final double strength;
    private final int length;
    private final double[] shares;

    /**
     * A loss over pictures.
     *
     * @param inputs one row a picture
     * @param states index of each picture's state
     */
    SoftmaxLoss(double[][] inputs, int[] states, int stateCount, double strength) {
        this.inputs = inputs;
        this.states = states;
        this.stateCount = stateCount;
        this.strength = strength;
        this.length = inputs[0].length;
        this.shares = new double[stateCount];
        Arrays.stream(states).forEach(state -> shares[state]++);
        Arrays.setAll(shares, state -> 1 / (shares[state] * stateCount));
    }

    /** Number of parameters. */
    int parameters() {
        return stateCount * (length + 1);
    }

    double value(double[] parameters) {
        SoftmaxLayer layer = layer(parameters);
        double loss = 0;
        for (int i = 0; i < inputs.length; i++) {
            loss -= shares[states[i]] * layer.logProbabilities(inputs[i])[states[i]];
        }
        double norm = layer.weights().getFrobeniusNorm();
        return loss + strength / 2 * norm * norm;
    }

    double[] gradient(double[] parameters) {
        SoftmaxLayer layer = layer(parameters);
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < inputs.length; i++) {
            double[] logProbabilities = layer.logProbabilities(inputs[i]);
            for (int state = 0; state < stateCount; state++) {
                double wanted = state == states[i] ? 1 : 0;
                double error = shares[states[i]] * (Math.exp(logProbabilities[state]) - wanted);
                add(error, inputs[i], gradient, state * (length + 1));
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            boolean isBias = i % (length + 1) == length;
            gradient[i] += isBias ? 0 : strength * parameters[i];
        }
        return gradient;
    }

    RealMatrix weights(double[] parameters) {
        double[][] weights = new double[stateCount][];
        Arrays.setAll(
                weights,
                state -> {
                    int from = state * (length + 1);
                    return Arrays.copyOfRange(parameters, from, from + length);
                });
        return MatrixUtils.createRealMatrix(weights);
    }

    double[] bias(double[] parameters) {
        double[] bias = new double[stateCount];
        Arrays.setAll(bias, state -> parameters[state * (length + 1) + length]);
        return bias;
    }

    private SoftmaxLayer layer(double[] parameters) {
        return new SoftmaxLayer(weights(parameters), bias(parameters));
    }

    private void add(double error, double[] input, double[] gradient, int from) {
        for (int i = 0; i < length; i++) {
            gradient[from + i] += error * input[i];
        }
        gradient[from + length] += error;
    }
}

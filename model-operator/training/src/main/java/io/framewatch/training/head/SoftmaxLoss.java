package io.framewatch.training.head;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The loss of a softmax regression: cross entropy in which every class has the same share, plus
 * half the squared weights times a strength. The parameters are, class by class, its weights and
 * its bias. Not thread-safe.
 */
final class SoftmaxLoss {

    private final double[][] inputs;
    private final int[] labels;
    private final int classCount;
    private final double strength;
    private final int length;
    private final double[] shares;

    /**
     * A loss over pictures.
     *
     * @param inputs one row for each picture
     * @param labels index of each picture's class
     */
    SoftmaxLoss(double[][] inputs, int[] labels, int classCount, double strength) {
        this.inputs = inputs;
        this.labels = labels;
        this.classCount = classCount;
        this.strength = strength;
        this.length = inputs[0].length;
        this.shares = new double[classCount];
        Arrays.stream(labels).forEach(label -> shares[label]++);
        Arrays.setAll(shares, label -> 1 / (shares[label] * classCount));
    }

    /** Number of parameters. */
    int parameters() {
        return classCount * (length + 1);
    }

    double value(double[] parameters) {
        SoftmaxLayer layer = layer(parameters);
        double loss = 0;
        for (int i = 0; i < inputs.length; i++) {
            loss -= shares[labels[i]] * layer.logProbabilities(inputs[i])[labels[i]];
        }
        double norm = layer.weights().getFrobeniusNorm();
        return loss + strength / 2 * norm * norm;
    }

    double[] gradient(double[] parameters) {
        SoftmaxLayer layer = layer(parameters);
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < inputs.length; i++) {
            double[] logProbabilities = layer.logProbabilities(inputs[i]);
            for (int label = 0; label < classCount; label++) {
                double wanted = label == labels[i] ? 1 : 0;
                double error = shares[labels[i]] * (Math.exp(logProbabilities[label]) - wanted);
                add(error, inputs[i], gradient, label * (length + 1));
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            boolean isBias = i % (length + 1) == length;
            gradient[i] += isBias ? 0 : strength * parameters[i];
        }
        return gradient;
    }

    RealMatrix weights(double[] parameters) {
        double[][] weights = new double[classCount][];
        Arrays.setAll(
                weights,
                label -> {
                    int from = label * (length + 1);
                    return Arrays.copyOfRange(parameters, from, from + length);
                });
        return MatrixUtils.createRealMatrix(weights);
    }

    double[] bias(double[] parameters) {
        double[] bias = new double[classCount];
        Arrays.setAll(bias, label -> parameters[label * (length + 1) + length]);
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

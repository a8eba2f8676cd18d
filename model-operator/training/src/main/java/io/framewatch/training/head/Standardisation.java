package io.framewatch.training.head;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Scales every value of an embedding to mean 0 and the same standard deviation, and embeddings to
 * length 1 on average, so that a strength of regularisation has the same effect for every model.
 *
 * @param mean mean of each value
 * @param scale factor of each value after the mean is subtracted; 0 for a value that never changes
 */
record Standardisation(double[] mean, double[] scale) {

    /** Smaller deviations, relative to the largest, are rounding. */
    private static final double MIN_DEVIATION = 1e-6;

    static Standardisation of(RealMatrix embeddings) {
        int length = embeddings.getColumnDimension();
        double[] mean = new double[length];
        double[] deviation = new double[length];
        for (int i = 0; i < length; i++) {
            double[] values = embeddings.getColumn(i);
            mean[i] = StatUtils.mean(values);
            deviation[i] = Math.sqrt(StatUtils.populationVariance(values, mean[i]));
        }
        double min = MIN_DEVIATION * Arrays.stream(deviation).max().orElse(0);
        double[] scale =
                Arrays.stream(deviation)
                        .map(value -> value > min ? 1 / (value * Math.sqrt(length)) : 0)
                        .toArray();
        return new Standardisation(mean, scale);
    }

    /** Standardises embeddings, one a row. */
    RealMatrix apply(RealMatrix embeddings) {
        double[][] rows = embeddings.getData();
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (row[i] - mean[i]) * scale[i];
            }
        }
        return MatrixUtils.createRealMatrix(rows);
    }

    /** The layer whose logits for embeddings equal those of {@code layer} for standardised ones. */
    SoftmaxLayer fold(SoftmaxLayer layer) {
        double[][] weights = layer.weights().getData();
        double[] bias = layer.bias().clone();
        for (int label = 0; label < bias.length; label++) {
            for (int i = 0; i < mean.length; i++) {
                weights[label][i] *= scale[i];
                bias[label] -= weights[label][i] * mean[i];
            }
        }
        return new SoftmaxLayer(MatrixUtils.createRealMatrix(weights), bias);
    }
}

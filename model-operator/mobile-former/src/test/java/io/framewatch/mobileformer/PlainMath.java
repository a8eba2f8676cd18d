package io.framewatch.mobileformer;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** The arithmetic of {@link PlainNetwork} that has no weights. */
final class PlainMath {

    private PlainMath() {}

    static double[][] planes(float[] values, int number) {
        int size = values.length / number;
        double[][] planes = new double[number][size];
        for (int i = 0; i < values.length; i++) {
            planes[i / size][i % size] = values[i];
        }
        return planes;
    }

    /** Attention of each query row over key rows, by heads of equal width. */
    static double[][] attend(double[][] queries, double[][] keys, double[][] values, int heads) {
        int width = queries[0].length / heads;
        double[][] result = new double[queries.length][queries[0].length];
        for (int q = 0; q < queries.length; q++) {
            for (int h = 0; h < heads; h++) {
                double[] shares = new double[keys.length];
                for (int k = 0; k < keys.length; k++) {
                    shares[k] = dot(queries[q], keys[k], h * width, width) / Math.sqrt(width);
                }
                softmax(shares);
                for (int k = 0; k < keys.length; k++) {
                    for (int c = h * width; c < (h + 1) * width; c++) {
                        result[q][c] += shares[k] * values[k][c];
                    }
                }
            }
        }
        return result;
    }

    static double dot(double[] a, double[] b, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Channels seen as [groups][channels / groups], transposed. */
    static double[][] shuffle(double[][] x, int groups) {
        int size = x.length / groups;
        double[][] shuffled = new double[x.length][];
        for (int g = 0; g < groups; g++) {
            for (int i = 0; i < size; i++) {
                shuffled[i * groups + g] = x[g * size + i];
            }
        }
        return shuffled;
    }

    static double[][] transpose(double[][] x) {
        double[][] transposed = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                transposed[j][i] = x[i][j];
            }
        }
        return transposed;
    }

    static double[][] add(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                sum[i][j] = a[i][j] + b[i][j];
            }
        }
        return sum;
    }

    static double[] concatenate(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    static double[][] map(double[][] x, DoubleUnaryOperator function) {
        return Arrays.stream(x)
                .map(row -> Arrays.stream(row).map(function).toArray())
                .toArray(double[][]::new);
    }

    static double[][] relu6(double[][] x) {
        return map(x, value -> Math.min(6, Math.max(0, value)));
    }

    static double hardSigmoid(double x) {
        return Math.min(6, Math.max(0, x + 3)) / 6;
    }

    static double hardSwish(double x) {
        return x * hardSigmoid(x);
    }

    static double gelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /** The error function by its Maclaurin series, exact to 1e-12 for |x| up to 4. */
    private static double erf(double x) {
        if (Math.abs(x) > 4) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static void softmax(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }
}

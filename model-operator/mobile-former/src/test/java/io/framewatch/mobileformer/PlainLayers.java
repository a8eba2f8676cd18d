package io.framewatch.mobileformer;

/** The layers of {@link PlainNetwork}. Each reads its entries by name. */
final class PlainLayers {

    private static final double EPSILON = 1e-5;

    private final Weights weights;

    PlainLayers(Weights weights) {
        this.weights = weights;
    }

    /** An entry of two dimensions. */
    double[][] matrix(String entry) {
        Tensor tensor = weights.get(entry);
        int width = tensor.shape()[1];
        double[][] matrix = new double[tensor.shape()[0]][width];
        for (int i = 0; i < tensor.values().length; i++) {
            matrix[i / width][i % width] = tensor.values()[i];
        }
        return matrix;
    }

    /** A linear layer on each row. */
    double[][] linear(String name, double[][] rows) {
        double[][] weight = matrix(name + ".weight");
        float[] bias = weights.get(name + ".bias").values();
        double[][] result = new double[rows.length][bias.length];
        for (int r = 0; r < rows.length; r++) {
            for (int o = 0; o < bias.length; o++) {
                result[r][o] = bias[o] + PlainMath.dot(weight[o], rows[r], 0, rows[r].length);
            }
        }
        return result;
    }

    double[][] addAndNorm(String name, double[][] z, double[][] update) {
        float[] scale = weights.get(name + ".weight").values();
        float[] shift = weights.get(name + ".bias").values();
        double[][] sum = PlainMath.add(z, update);
        for (double[] row : sum) {
            double mean = 0;
            double variance = 0;
            for (double value : row) {
                mean += value / row.length;
            }
            for (double value : row) {
                variance += (value - mean) * (value - mean) / row.length;
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = (row[i] - mean) / Math.sqrt(variance + EPSILON) * scale[i] + shift[i];
            }
        }
        return sum;
    }

    /** A square convolution with padding (kernel - 1) / 2, and its batch normalisation. */
    double[][] convolution(String name, double[][] x, int stride, int groups) {
        Tensor weight = weights.get(name + ".weight");
        int outputs = weight.shape()[0];
        int inputs = weight.shape()[1];
        int kernel = weight.shape()[2];
        int side = (int) Math.sqrt(x[0].length);
        int outSide = side / stride;
        double[][] y = new double[outputs][outSide * outSide];
        for (int o = 0; o < outputs; o++) {
            int firstInput = o / (outputs / groups) * inputs;
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < kernel * kernel; k++) {
                    float w = weight.values()[(o * inputs + i) * kernel * kernel + k];
                    int dy = k / kernel - (kernel - 1) / 2;
                    int dx = k % kernel - (kernel - 1) / 2;
                    addShifted(y[o], x[firstInput + i], w, dx, dy, stride);
                }
            }
        }
        int dot = name.lastIndexOf('.');
        int next = Integer.parseInt(name.substring(dot + 1)) + 1;
        return batchNorm(name.substring(0, dot + 1) + next, y);
    }

    /** Batch normalisation as at inference; one row a channel. */
    double[][] batchNorm(String name, double[][] x) {
        float[] scale = weights.get(name + ".weight").values();
        float[] shift = weights.get(name + ".bias").values();
        float[] mean = weights.get(name + ".running_mean").values();
        float[] variance = weights.get(name + ".running_var").values();
        double[][] y = new double[x.length][x[0].length];
        for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < x[c].length; i++) {
                y[c][i] =
                        (x[c][i] - mean[c]) / Math.sqrt(variance[c] + EPSILON) * scale[c]
                                + shift[c];
            }
        }
        return y;
    }

    /** Adds w times the pixel at (x + dx, y + dy), which is 0 outside of the plane. */
    private static void addShifted(
            double[] sum, double[] plane, float w, int dx, int dy, int stride) {
        int outSide = (int) Math.sqrt(sum.length);
        int side = (int) Math.sqrt(plane.length);
        for (int y = 0; y < outSide; y++) {
            int fromY = y * stride + dy;
            for (int x = 0; x < outSide; x++) {
                int fromX = x * stride + dx;
                if (fromY >= 0 && fromY < side && fromX >= 0 && fromX < side) {
                    sum[y * outSide + x] += w * plane[fromY * side + fromX];
                }
            }
        }
    }
}

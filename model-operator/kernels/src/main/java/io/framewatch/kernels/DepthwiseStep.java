package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * 3x3 depthwise convolution. The stride is the ratio of the resolutions, 1 or 2.
 *
 * @param from planes of the inputs, from 0 on
 * @param to planes of all outputs
 * @param channels number of each input; its outputs are this number times the multiplier, and the
 *     following
 * @param multiplier outputs of an input
 * @param firstRow first row of the output
 * @param rows rows of the output
 * @param weights offset of the packed weights
 */
record DepthwiseStep(
        FeatureMap from,
        FeatureMap to,
        Activation activation,
        int[] channels,
        int multiplier,
        int firstRow,
        int rows,
        int weights)
        implements Step {

    /** Neighbours of a pixel. */
    static final int TAPS = 9;

    /** {@code MAX_MULTIPLIER} of {@code convolutions.h}. */
    static final int MAX_MULTIPLIER = 16;

    @Override
    public Kind kind() {
        return from.resolution() == to.resolution() ? Kind.DEPTHWISE : Kind.DEPTHWISE_STRIDED;
    }

    @Override
    public long multiplyAdds() {
        return (long) TAPS * channels.length * multiplier * rows * to.resolution();
    }

    @Override
    public int resolution() {
        return to.resolution();
    }

    @Override
    public void write(PlanWriter writer) {
        writer.put(from.place()).put(to.place()).put(activation.coefficients());
        writer.put(from.geometry()).put(to.geometry());
        writer.put(activation.kind().ordinal(), activation.second(), firstRow, rows);
        writer.put(channels.length, multiplier, weights).put(channels);
    }

    @Override
    public void check(Bounds bounds) {
        int[] inputs = IntStream.range(0, channels.length).toArray();
        int[] outputs =
                IntStream.of(channels)
                        .map(channel -> Math.multiplyExact(channel, multiplier))
                        .flatMap(first -> IntStream.of(first, first + multiplier - 1))
                        .toArray();
        int stride = from.resolution() / to.resolution();
        bounds.atMost("stride", stride, 2);
        bounds.same("resolution", from.resolution(), stride * to.resolution());
        bounds.atLeast("multiplier", multiplier, 1);
        bounds.atMost("multiplier", multiplier, MAX_MULTIPLIER);
        bounds.atLeast("first row", firstRow, 0);
        bounds.atLeast("rows", rows, 0);
        int last = Math.addExact(firstRow, rows);
        bounds.atMost("last row", last, to.resolution());
        long row = to.geometry().row();
        String input = "input of a depthwise convolution";
        bounds.around(
                input, from, (long) stride * firstRow, stride * (last + 1L), from.planes(inputs));
        String output = "output of a depthwise convolution";
        bounds.lanes(output, to, firstRow * row, last * row, to.planes(outputs));
        bounds.activation(activation, outputs);
        long packed = (1L + TAPS) * multiplier * channels.length;
        bounds.weights("depthwise convolution", weights, packed);
    }
}

package io.framewatch.kernels;

import java.util.stream.IntStream;

/**
 * Checks that what a step reads and writes lies in the buffers. The native library checks nothing.
 *
 * @param scratch floats of scratch
 * @param weights floats of the weights
 * @param images images of the largest batch
 * @param lanes vectors of the instructions
 */
record Bounds(int scratch, int weights, int images, Lanes lanes) {

    /**
     * A range of scratch for each image.
     *
     * @param from floats from the place to the first; may be negative
     * @param to floats from the place to the one behind the last
     */
    void scratch(String what, Place place, long from, long to) {
        long last = place.offset() + (images - 1L) * place.imageStride() + to;
        require(what, place.imageStride() >= 0 && from <= to, place.offset() + from, last, scratch);
    }

    /** Rows that a kernel reads or writes, each of them some floats long. */
    void rows(String what, Rows rows, long length) {
        scratch(what, rows.place(), 0, (rows.ofImage() - 1L) * rows.length() + length);
    }

    void weights(String what, int offset, long length) {
        require(what, length >= 0, offset, offset + length, weights);
    }

    /**
     * Lanes of some planes of a map.
     *
     * @param first first lane
     * @param last lane behind the last
     * @param planes offsets of the planes
     */
    void lanes(String what, FeatureMap map, long first, long last, int... planes) {
        int largest = IntStream.of(planes).max().orElse(0);
        int smallest = IntStream.of(planes).min().orElse(0);
        scratch(what, map.place(), smallest + first, largest + lanes.up((int) last));
    }

    /** Whole planes of a map. */
    void planes(String what, FeatureMap map, int... planes) {
        lanes(what, map, 0, map.geometry().lanes(lanes), planes);
    }

    /** Rows of some planes of a map, and the pixels around them. */
    void around(String what, FeatureMap map, long first, long last, int... planes) {
        long row = map.geometry().row();
        lanes(what, map, (first - 1) * row - 1, (last + 1) * row + 1 + lanes.width(), planes);
    }

    /** The coefficients of some channels. */
    void activation(Activation activation, int... channels) {
        if (activation.isDynamic()) {
            int end = activation.second() + IntStream.of(channels).max().orElse(0) + 1;
            scratch("coefficients", activation.coefficients(), 0, end);
        }
    }

    void atMost(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalStateException(
                    "%s %d of a plan must be 0..%d".formatted(what, value, most));
        }
    }

    private static void require(String what, boolean sound, long from, long to, int size) {
        if (!sound || from < 0 || to > size) {
            throw new IllegalStateException(
                    "%s %d..%d of a plan must lie in 0..%d".formatted(what, from, to, size));
        }
    }
}

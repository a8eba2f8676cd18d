package io.framewatch.kernels;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks that what a step reads and writes lies in the buffers. The native library checks nothing.
 *
 * @param scratch floats of scratch
 * @param weights floats of the weights
 * @param images images of the largest batch
 * @param outputs floats of a row of the caller's outputs
 * @param lanes vectors of the instructions
 */
record Bounds(int scratch, int weights, int images, Map<Step.Kind, Integer> outputs, Lanes lanes) {

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

    /** The same for kernels that read or write whole vectors. */
    void vectors(String what, Rows rows, int length) {
        rows(what, rows, lanes.up(length));
    }

    void weights(String what, int offset, long length) {
        require(what, length >= 0, offset, offset + length, weights);
    }

    void output(Step.Kind kind, int length) {
        atMost("length of " + kind, length, outputs.getOrDefault(kind, 0));
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
        scratch(what, map.place(), smallest + first, largest + last + lanes.width() - 1);
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
            int first = IntStream.of(channels).min().orElse(0);
            long end = activation.second() + IntStream.of(channels).max().orElse(0) + 1L;
            atLeast("first channel", first, 0);
            atLeast("distance of coefficients", activation.second(), 0);
            scratch("coefficients", activation.coefficients(), first, end);
        }
    }

    void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalStateException(
                    "%s %d of a plan must be at least %d".formatted(what, value, least));
        }
    }

    void same(String what, int value, int other) {
        if (value != other) {
            throw new IllegalStateException(
                    "%s %d of a plan must be %d".formatted(what, value, other));
        }
    }

    void multiple(String what, int value, int of) {
        if (of < 1 || value < 0 || value % of != 0) {
            throw new IllegalStateException(
                    "%s %d of a plan must be a multiple of %d".formatted(what, value, of));
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

package io.framewatch.kernels;

/**
 * How a plane of a feature map lies: rows of pixels, each padded with zeros to a power of two, and
 * below them a row of zeros.
 *
 * @param resolution rows, and pixels of a row
 */
record Geometry(int resolution) {

    private static final int MIN_ROW = 8;

    /** Zeros before the first plane: a row above it, and a pixel to its left. */
    private static final int LEAD = 16;

    /** What vectors may read behind the last plane. */
    private static final int TRAIL = 64;

    /** Floats of a row. */
    int row() {
        return Math.max(MIN_ROW, Integer.highestOneBit(resolution) * 2);
    }

    /** Floats from a plane to the next. */
    int plane() {
        return Lanes.up((resolution + 1) * row(), LEAD);
    }

    int lead() {
        return Math.max(LEAD, 2 * row());
    }

    /** Floats of a map of some channels. */
    int size(int channels) {
        int size = Math.addExact(Math.multiplyExact(channels, plane()), lead() + TRAIL);
        return Lanes.up(size, LEAD);
    }

    /** Lanes that hold the pixels, in whole vectors. */
    int lanes(Lanes lanes) {
        return lanes.up(resolution * row());
    }

    int[] fields() {
        return new int[] {resolution, row(), plane()};
    }
}

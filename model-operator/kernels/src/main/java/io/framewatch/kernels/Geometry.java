package io.framewatch.kernels;

/**
 * How a plane of a feature map lies: rows of pixels, each padded to a power of two.
 *
 * @param resolution rows, and pixels of a row
 * @param plane floats from a plane to the next
 */
record Geometry(int resolution, int plane) {

    private static final int MIN_ROW = 8;

    /** That of the stem: a row of it is {@code MASK_LANES} of {@code convolutions.h}. */
    private static final int MAX_RESOLUTION = 112;

    /** Zeros before the first plane: a row above it, and a pixel to its left. */
    private static final int LEAD = 16;

    /** What vectors may read behind the last plane. */
    private static final int TRAIL = 64;

    Geometry {
        if (resolution < 0 || resolution > MAX_RESOLUTION || plane < 0) {
            throw new IllegalArgumentException(
                    "resolution %d must be 0..%d, plane %d at least 0"
                            .formatted(resolution, MAX_RESOLUTION, plane));
        }
    }

    /** Whole planes, each with a row of zeros below. */
    static Geometry whole(int resolution) {
        return new Geometry(resolution, (resolution + 1) * row(resolution));
    }

    /** Planes of some rows only, without zeros around. */
    static Geometry band(int resolution, int rows) {
        return new Geometry(resolution, rows * row(resolution));
    }

    /** Floats of a row. */
    int row() {
        return row(resolution);
    }

    private static int row(int resolution) {
        return Math.max(MIN_ROW, Integer.highestOneBit(resolution) * 2);
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

package io.framewatch.ingest.capture;

/**
 * How a picture is turned and mirrored so that it stands upright: by quarter turns, as cameras and
 * telephones write them.
 *
 * @param filters the filters of FFmpeg that do it; empty for a picture that is upright
 * @param swapsSides whether width and height change places
 */
record Orientation(String filters, boolean swapsSides) {

    static final Orientation UPRIGHT = new Orientation("", false);

    /**
     * Reads a display matrix, which FFmpeg gives with a picture or a track. Angles between the
     * quarter turns go to the nearest one.
     *
     * @param matrix 3x3, row by row: a point (x, y) of the picture is shown at (x, y) times matrix
     */
    static Orientation of(int[] matrix) {
        int xToX = matrix[0];
        int xToY = matrix[1];
        int yToX = matrix[3];
        int yToY = matrix[4];
        if (Math.abs((long) xToX) + Math.abs((long) yToY)
                >= Math.abs((long) xToY) + Math.abs((long) yToX)) {
            return new Orientation(mirrored(xToX < 0, yToY < 0), false);
        }
        return new Orientation("transpose=" + transposed(yToX < 0, xToY < 0), true);
    }

    private static String mirrored(boolean leftToRight, boolean upsideDown) {
        if (leftToRight) {
            return upsideDown ? "hflip,vflip" : "hflip";
        }
        return upsideDown ? "vflip" : "";
    }

    /** Lines become columns; then these go from right to left, or from below, or both. */
    private static String transposed(boolean fromRight, boolean fromBelow) {
        if (fromRight) {
            return fromBelow ? "clock_flip" : "clock";
        }
        return fromBelow ? "cclock" : "cclock_flip";
    }
}

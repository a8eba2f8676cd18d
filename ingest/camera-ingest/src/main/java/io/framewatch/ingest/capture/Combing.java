package io.framewatch.ingest.capture;

/**
 * Finds the combs that moving edges have where a picture's fields were taken at different times: a
 * line differs from both neighbours alike, but not from the lines of its own field.
 */
final class Combing {

    private static final int BLOCK_COLUMNS = 16;
    private static final int BLOCK_ROWS = 8;

    /** Noise and fine patterns make up to 8 of 128 samples look like combs, motion 18 and more. */
    private static final int MIN_COMBED_SAMPLES = 12;

    private static final int MIN_COMB = 10;
    private static final int MAX_FIELD_STEP = 5;

    private Combing() {}

    /**
     * Whether any part of a picture is combed.
     *
     * @param luma one byte a sample, row by row without padding; all rows of the picture, and any
     *     choice of its columns
     */
    static boolean isCombed(byte[] luma, int columns) {
        int rows = luma.length / columns;
        for (int top = 2; top + BLOCK_ROWS + 2 <= rows; top += BLOCK_ROWS) {
            for (int left = 0; left < columns; left += BLOCK_COLUMNS) {
                int right = Math.min(columns, left + BLOCK_COLUMNS);
                if (combedSamples(luma, columns, top, left, right) >= MIN_COMBED_SAMPLES) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int combedSamples(byte[] luma, int columns, int top, int left, int right) {
        int count = 0;
        for (int y = top; y < top + BLOCK_ROWS; y++) {
            for (int i = y * columns + left; i < y * columns + right; i++) {
                if (isCombedSample(luma, columns, i)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean isCombedSample(byte[] luma, int columns, int i) {
        int sample = luma[i] & 0xff;
        int above = luma[i - columns] & 0xff;
        int below = luma[i + columns] & 0xff;
        boolean differs =
                sample > Math.max(above, below) + MIN_COMB
                        || sample < Math.min(above, below) - MIN_COMB;
        return differs
                && Math.abs(above - below) < MAX_FIELD_STEP
                && Math.abs(sample - (luma[i - 2 * columns] & 0xff)) < MAX_FIELD_STEP
                && Math.abs(sample - (luma[i + 2 * columns] & 0xff)) < MAX_FIELD_STEP;
    }
}

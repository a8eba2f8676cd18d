package io.framewatch.ingest.capture;

/**
 * Makes YCbCr of one matrix YCbCr of BT.601. Both are of full range and mean the same RGB.
 *
 * @param cbToY how much of Cb is added to Y, in units of 1/65536; likewise the others
 */
record ColourMatrix(int cbToY, int crToY, int cbToCb, int crToCb, int cbToCr, int crToCr) {

    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;
    private static final int ONE = 1 << 16;

    /**
     * Derives it from the equations of the other matrix.
     *
     * @param crToRed R = Y + this Cr
     * @param cbToBlue B = Y + this Cb
     * @param cbToGreen G = Y - this Cb - crToGreen Cr
     */
    static ColourMatrix of(double crToRed, double cbToBlue, double cbToGreen, double crToGreen) {
        double cbToY = BLUE * cbToBlue - GREEN * cbToGreen;
        double crToY = RED * crToRed - GREEN * crToGreen;
        return new ColourMatrix(
                fixed(cbToY),
                fixed(crToY),
                fixed((cbToBlue - cbToY) / (2 - 2 * BLUE)),
                fixed(-crToY / (2 - 2 * BLUE)),
                fixed(-cbToY / (2 - 2 * RED)),
                fixed((crToRed - crToY) / (2 - 2 * RED)));
    }

    /**
     * Converts a picture.
     *
     * @param ycbcr planes of Y, Cb and Cr, each as large as the others
     */
    void apply(byte[] ycbcr) {
        int plane = ycbcr.length / 3;
        for (int i = 0; i < plane; i++) {
            int y = ycbcr[i] & 0xff;
            int cb = (ycbcr[plane + i] & 0xff) - 128;
            int cr = (ycbcr[2 * plane + i] & 0xff) - 128;
            ycbcr[i] = clip(y + rounded(cbToY * cb + crToY * cr));
            ycbcr[plane + i] = clip(128 + rounded(cbToCb * cb + crToCb * cr));
            ycbcr[2 * plane + i] = clip(128 + rounded(cbToCr * cb + crToCr * cr));
        }
    }

    private static int fixed(double factor) {
        return (int) Math.rint(factor * ONE);
    }

    private static int rounded(int product) {
        return product + ONE / 2 >> 16;
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}

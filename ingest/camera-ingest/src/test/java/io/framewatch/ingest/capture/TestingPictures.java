package io.framewatch.ingest.capture;

/** Compares pictures. */
final class TestingPictures {

    private TestingPictures() {}

    /** Mean difference of samples, of 255. */
    static double difference(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }

    /** RGB, pixel by pixel, of planes of Y, Cb and Cr as JFIF means them. */
    static byte[] rgb(byte... ycbcr) {
        int pixels = ycbcr.length / 3;
        byte[] rgb = new byte[ycbcr.length];
        for (int i = 0; i < pixels; i++) {
            int y = ycbcr[i] & 0xff;
            int cb = (ycbcr[pixels + i] & 0xff) - 128;
            int cr = (ycbcr[2 * pixels + i] & 0xff) - 128;
            rgb[3 * i] = clip(y + 1.402 * cr);
            rgb[3 * i + 1] = clip(y - 0.344136 * cb - 0.714136 * cr);
            rgb[3 * i + 2] = clip(y + 1.772 * cb);
        }
        return rgb;
    }

    private static byte clip(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}

package io.framewatch.cli.model;

import io.framewatch.ingest.capture.Fit;
import io.framewatch.ingest.capture.Fit.Placement;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * The ImageNet protocol: the short side is resized to 256, and the centre of 224x224 is cropped;
 * see {@link Fit#CROP}. Resizing is antialiased bilinear: the result is that of {@code resize} of
 * Pillow and torchvision, up to rounding. Only the pixels of the crop are computed.
 */
final class CentreCrop {

    private static final int CHANNELS = 3;
    private static final int MAX_VALUE = 255;

    private CentreCrop() {}

    /**
     * Resizes and crops an image.
     *
     * @param image of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     * @return RGB, 8 bits a channel, 224 rows of 224 pixels
     */
    static byte[] of(BufferedImage image) {
        Placement placement = Fit.CROP.place(image.getWidth(), image.getHeight());
        Taps columns = Taps.of(image.getWidth(), placement.width(), -placement.left());
        Taps rows = Taps.of(image.getHeight(), placement.height(), -placement.top());
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[Fit.SIZE * Fit.SIZE * CHANNELS];
        int firstRow = rows.first(0);
        float[][] narrow = new float[rows.end(Fit.SIZE - 1) - firstRow][];
        for (int y = 0; y < narrow.length; y++) {
            narrow[y] = narrow(bgr, (firstRow + y) * image.getWidth(), columns);
        }
        for (int y = 0; y < Fit.SIZE; y++) {
            writeRow(narrow, firstRow, rows, y, rgb);
        }
        return rgb;
    }

    /** One row of the image, resized and cropped, RGB. */
    private static float[] narrow(byte[] bgr, int row, Taps columns) {
        float[] narrow = new float[Fit.SIZE * CHANNELS];
        for (int x = 0; x < Fit.SIZE; x++) {
            float[] weights = columns.weights(x);
            for (int tap = 0; tap < weights.length; tap++) {
                int pixel = (row + columns.first(x) + tap) * CHANNELS;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int value = bgr[pixel + CHANNELS - 1 - channel] & 0xff;
                    narrow[x * CHANNELS + channel] += weights[tap] * value;
                }
            }
        }
        return narrow;
    }

    private static void writeRow(float[][] narrow, int firstRow, Taps rows, int y, byte[] rgb) {
        float[] weights = rows.weights(y);
        float[] sum = new float[Fit.SIZE * CHANNELS];
        for (int tap = 0; tap < weights.length; tap++) {
            float[] row = narrow[rows.first(y) - firstRow + tap];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[tap] * row[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            rgb[y * sum.length + i] = (byte) Math.min(MAX_VALUE, Math.round(sum[i]));
        }
    }
}

package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.Variant.RESOLUTION;

/** Images of bytes, [224, 224, 3], RGB. */
public final class TestingImages {

    private TestingImages() {}

    static byte[] plain(int red, int green, int blue) {
        return image((x, y, channel) -> new int[] {red, green, blue}[channel]);
    }

    /** A colour gradient, as smooth as sky. */
    static byte[] gradient() {
        return image((x, y, channel) -> (x + (channel - 1) * y + RESOLUTION) * 255 / 700);
    }

    /** Squares of 16 pixels over a gradient, with hard edges as of buildings. */
    public static byte[] checkered() {
        return image((x, y, channel) -> (x / 16 + y / 16) % 2 * 120 + (x + channel * y) % 130);
    }

    /** As float32 [3, 224, 224], normalised by the means and deviations of ImageNet. */
    public static float[] normalised(byte[] image) {
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        float[] planes = new float[3 * RESOLUTION * RESOLUTION];
        for (int i = 0; i < image.length; i++) {
            double value = (image[i] & 0xff) / 255.0;
            int channel = i % 3;
            planes[channel * RESOLUTION * RESOLUTION + i / 3] =
                    (float) ((value - mean[channel]) / deviation[channel]);
        }
        return planes;
    }

    private interface Pixel {
        int value(int x, int y, int channel);
    }

    private static byte[] image(Pixel pixel) {
        byte[] image = new byte[RESOLUTION * RESOLUTION * 3];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) pixel.value(i / 3 % RESOLUTION, i / 3 / RESOLUTION, i % 3);
        }
        return image;
    }
}

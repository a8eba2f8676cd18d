package io.framewatch.training;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures for tests. */
final class TestingPictures {

    private static final List<String> LABELS = List.of("blue", "green", "red");

    private TestingPictures() {}

    /** A picture whose blue, green and red are 1, 2, 3 in the first pixel, then 4, 5, 6, ... */
    static Picture counting(int width, int height) {
        byte[] bgr = new byte[width * height * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i + 1);
        }
        return new Picture(width, height, bgr);
    }

    /** A picture of one colour as a file. */
    static byte[] file(String format, int width, int height, Color color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, file)) {
            throw new IOException("no writer for " + format);
        }
        return file.toByteArray();
    }

    /**
     * Pictures of 40x40 of the classes blue, green and red: noise with one channel above the
     * others.
     *
     * @param each number of pictures of each class
     */
    static LabelledPictures coloured(int each, long seed) {
        Random random = new Random(seed);
        List<LabelledPictures.Item> items = new ArrayList<>();
        for (int label = 0; label < LABELS.size(); label++) {
            for (int i = 0; i < each; i++) {
                byte[] bgr = new byte[40 * 40 * 3];
                for (int at = 0; at < bgr.length; at++) {
                    bgr[at] = (byte) (random.nextInt(100) + (at % 3 == label ? 120 : 0));
                }
                String name = LABELS.get(label) + "/" + i;
                items.add(new LabelledPictures.Item(name, label, new Picture(40, 40, bgr)));
            }
        }
        return new LabelledPictures(LABELS, items, List.of());
    }
}

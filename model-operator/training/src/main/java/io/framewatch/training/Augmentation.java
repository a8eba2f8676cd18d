package io.framewatch.training;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random augmentation of pictures: a crop of random size and shape ("random resized crop",
 * arXiv:1409.4842), a flip, and with some probability a rotation, a change of colours, and an
 * erased rectangle (arXiv:1708.04896). Rotation and colours replace RandAugment (arXiv:1909.13719)
 * and need one pass over the pixels. Immutable and thread-safe.
 *
 * @param minimumScale smallest share of the picture's area that a crop keeps, in (0, 1]
 * @param strength strength of rotation and colours, from 0 for none to 1
 * @param erasing probability of an erased rectangle, in [0, 1]
 */
public record Augmentation(double minimumScale, double strength, double erasing) {

    private static final double MAX_ASPECT = 4.0 / 3;
    private static final double MAX_DEGREES = 20;
    private static final double MAX_COLOUR = 0.5;
    private static final double PROBABILITY = 0.5;
    private static final double MIN_ERASED = 0.02;
    private static final double MAX_ERASED = 0.25;
    private static final int ATTEMPTS = 10;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Augmentation {
        if (!(minimumScale > 0 && minimumScale <= 1)) {
            throw new IllegalArgumentException(
                    "smallest crop " + minimumScale + " must be above 0 and at most 1");
        }
        requireShare("strength of augmentation", strength);
        requireShare("probability of erasing", erasing);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " " + value + " must be from 0 to 1");
        }
    }

    CropTransform crop(Picture picture, SplittableRandom random, int size) {
        boolean flip = random.nextBoolean();
        double radians = 0;
        if (strength > 0 && random.nextDouble() < PROBABILITY) {
            radians = Math.toRadians(between(random, -1, 1) * MAX_DEGREES * strength);
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = picture.width() * picture.height() * between(random, minimumScale, 1);
            double aspect = Math.exp(between(random, -1, 1) * Math.log(MAX_ASPECT));
            double width = Math.sqrt(area * aspect);
            double height = Math.sqrt(area / aspect);
            if (width <= picture.width() && height <= picture.height()) {
                double left = random.nextDouble() * (picture.width() - width);
                double top = random.nextDouble() * (picture.height() - height);
                return CropTransform.of(
                        new Rectangle2D.Double(left, top, width, height), flip, radians, size);
            }
        }
        return CropTransform.of(CropTransform.centreSquare(picture), flip, radians, size);
    }

    Colours colours(SplittableRandom random) {
        if (strength == 0 || random.nextDouble() >= PROBABILITY) {
            return Colours.AS_THEY_ARE;
        }
        double range = MAX_COLOUR * strength;
        double contrast = 1 + between(random, -range, range);
        double brightness = between(random, -range, range) * 128;
        return new Colours(
                (float) (1 + between(random, -range, range)),
                (float) contrast,
                (float) (128 * (1 - contrast) + brightness));
    }

    /**
     * Sets a rectangle of an image to the mean colour, which is 0, with the probability of erasing.
     */
    void erase(SplittableRandom random, int size, float[] out, int offset) {
        if (erasing == 0 || random.nextDouble() >= erasing) {
            return;
        }
        double area = size * size * between(random, MIN_ERASED, MAX_ERASED);
        double aspect = Math.exp(between(random, -1, 1) * Math.log(3));
        int width = Math.min(size, (int) Math.sqrt(area * aspect));
        int height = Math.min(size, (int) Math.sqrt(area / aspect));
        int left = random.nextInt(size - width + 1);
        int top = random.nextInt(size - height + 1);
        for (int row = 0; row < 3 * size; row++) {
            if (row % size >= top && row % size < top + height) {
                int start = offset + row * size + left;
                Arrays.fill(out, start, start + width, 0);
            }
        }
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + random.nextDouble() * (high - low);
    }
}

package io.framewatch.training;

import java.awt.geom.Rectangle2D;

/**
 * The position in the picture of each pixel of a square output: x = a u + b v + c, y = d u + e v +
 * f, in pixels of the picture.
 */
record CropTransform(double a, double b, double c, double d, double e, double f) {

    /**
     * A rectangle of the picture, rotated about its centre.
     *
     * @param crop the rectangle in pixels of the picture
     * @param flip whether left and right change places
     * @param radians of the turn
     * @param size width and height of the output
     */
    static CropTransform of(Rectangle2D.Double crop, boolean flip, double radians, int size) {
        double stepX = (flip ? -crop.width : crop.width) / size;
        double stepY = crop.height / size;
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        double half = size / 2.0;
        double a = stepX * cos;
        double b = -stepY * sin;
        double d = stepX * sin;
        double e = stepY * cos;
        double c = crop.getCenterX() - half * (a + b);
        double f = crop.getCenterY() - half * (d + e);
        return new CropTransform(a, b, c, d, e, f);
    }

    /** The largest centred square, which validation uses. */
    static CropTransform centre(Picture picture, int size) {
        return of(centreSquare(picture), false, 0, size);
    }

    /** The largest centred square of a picture. */
    static Rectangle2D.Double centreSquare(Picture picture) {
        int side = Math.min(picture.width(), picture.height());
        return new Rectangle2D.Double(
                (picture.width() - side) / 2.0, (picture.height() - side) / 2.0, side, side);
    }

    /** Pixels of the picture for one pixel of the output along one axis, at least 1. */
    int samples() {
        double step = Math.max(Math.hypot(a, d), Math.hypot(b, e));
        return Math.max(1, (int) Math.ceil(step - 0.25));
    }
}

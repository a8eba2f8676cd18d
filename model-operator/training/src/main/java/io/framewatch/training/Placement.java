package io.framewatch.training;

/**
 * The position in the picture of each pixel of a square output: x = a u + b v + c, y = d u + e v +
 * f, in pixels of the picture.
 */
record Placement(double a, double b, double c, double d, double e, double f) {

    /**
     * A rectangle of the picture, rotated about its centre.
     *
     * @param flip whether left and right are swapped
     * @param radians angle of the rotation
     * @param size width and height of the output
     */
    static Placement of(
            double left,
            double top,
            double width,
            double height,
            boolean flip,
            double radians,
            int size) {
        double stepX = (flip ? -width : width) / size;
        double stepY = height / size;
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        double centreX = left + width / 2;
        double centreY = top + height / 2;
        double half = size / 2.0;
        double a = stepX * cos;
        double b = -stepY * sin;
        double d = stepX * sin;
        double e = stepY * cos;
        return new Placement(a, b, centreX - half * (a + b), d, e, centreY - half * (d + e));
    }

    /** The largest centred square, which validation uses. */
    static Placement centre(Picture picture, int size) {
        int side = Math.min(picture.width(), picture.height());
        return of(
                (picture.width() - side) / 2.0,
                (picture.height() - side) / 2.0,
                side,
                side,
                false,
                0,
                size);
    }

    /** Pixels of the picture for one pixel of the output along one axis, at least 1. */
    int samples() {
        double step = Math.max(Math.hypot(a, d), Math.hypot(b, e));
        return Math.max(1, (int) Math.ceil(step - 0.25));
    }
}

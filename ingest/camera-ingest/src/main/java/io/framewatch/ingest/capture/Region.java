package io.framewatch.ingest.capture;

/**
 * A part of the upright picture, as fractions of its width and height.
 *
 * @param id names it among the regions of its camera
 * @param x left edge, 0 to 1
 * @param y upper edge, 0 to 1
 * @param width at least {@value #MIN_SIDE}; the right edge is at most 1
 * @param height at least {@value #MIN_SIDE}; the lower edge is at most 1
 */
public record Region(String id, double x, double y, double width, double height) {

    /** The whole picture. */
    public static final Region WHOLE = new Region("whole", 0, 0, 1, 1);

    private static final double MIN_SIDE = 0.01;

    public Region {
        requireInside(id, "x", x, "width", width);
        requireInside(id, "y", y, "height", height);
    }

    boolean isWhole() {
        return width == 1 && height == 1;
    }

    private static void requireInside(
            String id, String edge, double start, String side, double length) {
        String region = " of region " + id;
        Rule.require(start >= 0 && start < 1, edge + region, start, "must be from 0 to below 1");
        Rule.require(
                length >= MIN_SIDE && start + length <= 1,
                side + region,
                length,
                "must be from %s to 1 - %s, as the region must be within the picture"
                        .formatted(MIN_SIDE, edge));
    }
}

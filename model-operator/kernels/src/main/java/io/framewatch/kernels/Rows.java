package io.framewatch.kernels;

/**
 * Rows of floats in scratch, equally many for each image, those of all images one behind the other.
 *
 * @param offset floats before the first
 * @param length floats of a row
 * @param ofImage rows of an image
 */
record Rows(int offset, int length, int ofImage) {

    Rows {
        if (offset < 0 || length < 1 || ofImage < 1) {
            throw new IllegalArgumentException(
                    "%d rows of %d floats at %d: must be at least 1 of 1 at 0"
                            .formatted(ofImage, length, offset));
        }
    }

    /** The first row of each image. */
    Rows first() {
        return new Rows(offset, Math.multiplyExact(length, ofImage), 1);
    }

    /** From a column on. */
    Rows from(int column) {
        return new Rows(Math.addExact(offset, column), length, ofImage);
    }

    Place place() {
        return new Place(offset, Math.multiplyExact(length, ofImage));
    }
}

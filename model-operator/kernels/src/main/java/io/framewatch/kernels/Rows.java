package io.framewatch.kernels;

/**
 * Rows of floats in scratch, equally many for each image, those of all images one behind the other.
 *
 * @param offset floats before the first
 * @param length floats of a row
 * @param ofImage rows of an image
 */
record Rows(int offset, int length, int ofImage) {

    /** The first row of each image. */
    Rows first() {
        return new Rows(offset, length * ofImage, 1);
    }

    /** From a column on. */
    Rows from(int column) {
        return new Rows(offset + column, length, ofImage);
    }

    Place place() {
        return new Place(offset, length * ofImage);
    }
}

package io.framewatch.kernels;

/**
 * A range of scratch.
 *
 * @param offset floats before that of the first image
 * @param imageStride floats to that of the next image; 0 if all images share it
 */
record Place(int offset, int imageStride) {

    /** For a step that does not use it. */
    static final Place NONE = new Place(0, 0);

    Place plus(int floats) {
        return new Place(Math.addExact(offset, floats), imageStride);
    }

    int[] fields() {
        return new int[] {offset, imageStride};
    }
}

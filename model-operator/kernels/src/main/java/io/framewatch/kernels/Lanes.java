package io.framewatch.kernels;

/**
 * The vectors of a set of instructions, as {@code vectors.h} defines them.
 *
 * @param width floats in a vector
 * @param tile vectors in a register block
 */
record Lanes(int width, int tile) {

    static Lanes of(Instructions instructions) {
        return switch (instructions) {
            case AVX512 -> new Lanes(16, 4);
            case AVX2 -> new Lanes(8, 2);
            case NEON -> new Lanes(4, 4);
        };
    }

    /** Outputs of a linear layer that are computed together. */
    int panel() {
        return width * tile;
    }

    /** The next multiple of the width. */
    int up(int floats) {
        return up(floats, width);
    }

    /** The next multiple of a number. */
    static int up(int floats, int multiple) {
        return Math.multiplyExact((Math.addExact(floats, multiple - 1) / multiple), multiple);
    }
}

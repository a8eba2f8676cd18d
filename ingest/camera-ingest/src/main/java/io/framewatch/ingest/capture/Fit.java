package io.framewatch.ingest.capture;

/** How a picture of any size becomes the square of {@value #SIZE} pixels that classifiers take. */
public enum Fit {
    /**
     * The ImageNet protocol: the short side becomes {@value #SHORT_SIDE}, the long side keeps the
     * proportion (rounded down), the centre is cut out.
     */
    CROP {
        @Override
        public Placement place(int width, int height) {
            int shortSide = Math.min(width, height);
            int scaledWidth = (int) ((long) width * SHORT_SIDE / shortSide);
            int scaledHeight = (int) ((long) height * SHORT_SIDE / shortSide);
            return Placement.centred(scaledWidth, scaledHeight);
        }
    },
    /** Both sides become {@value #SIZE}; proportions are lost. */
    STRETCH {
        @Override
        public Placement place(int width, int height) {
            return Placement.centred(SIZE, SIZE);
        }
    },
    /** The long side becomes {@value #SIZE}; the rest of the square is black. */
    LETTERBOX {
        @Override
        public Placement place(int width, int height) {
            int longSide = Math.max(width, height);
            int scaledWidth = Math.max(1, (int) ((long) width * SIZE / longSide));
            int scaledHeight = Math.max(1, (int) ((long) height * SIZE / longSide));
            return Placement.centred(scaledWidth, scaledHeight);
        }
    };

    /** Width and height of every published frame, in pixels. */
    public static final int SIZE = 224;

    static final int SHORT_SIDE = 256;

    /** Returns where a picture of the given size goes, in pixels. */
    public abstract Placement place(int width, int height);

    /**
     * Where a picture goes.
     *
     * @param width width to scale the picture to, in pixels
     * @param height height to scale the picture to, in pixels
     * @param left column of the square where the scaled picture begins; negative cuts
     * @param top row of the square where the scaled picture begins; negative cuts
     */
    public record Placement(int width, int height, int left, int top) {

        /** Halves go to the even pixel, as torchvision's CenterCrop rounds them. */
        private static Placement centred(int width, int height) {
            int left = (int) -Math.rint((width - SIZE) / 2.0);
            int top = (int) -Math.rint((height - SIZE) / 2.0);
            return new Placement(width, height, left, top);
        }
    }
}

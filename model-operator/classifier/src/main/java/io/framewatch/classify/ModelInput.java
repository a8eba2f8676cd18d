package io.framewatch.classify;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The image input of a model: RGB, three channels.
 *
 * @param name name of the graph's input
 * @param width width of the image in pixels
 * @param height height of the image in pixels
 * @param layout order of the dimensions
 * @param type type of the elements
 * @param normalisation what is done with float input
 */
public record ModelInput(
        String name,
        int width,
        int height,
        Layout layout,
        Type type,
        @JsonUnwrapped Normalisation normalisation) {

    static final int CHANNELS = 3;

    /** Order of the dimensions of a batch of images. */
    public enum Layout {
        /** [batch, height, width, channel]. */
        NHWC,
        /** [batch, channel, height, width]. */
        NCHW
    }

    /** Type of the elements. */
    public enum Type {
        /** One byte, 0..255: the graph normalises. */
        UINT8(1),
        /** Four bytes, 0..1 before {@code mean} and {@code std} are applied. */
        FLOAT32(Float.BYTES);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Subtracts a mean, then divides by a standard deviation, in units of 0..1.
     *
     * @param mean of R, G, B; zeros if it is given as null
     * @param std of R, G, B; ones if it is given as null
     */
    public record Normalisation(List<Float> mean, List<Float> std) {

        static final Normalisation NONE = new Normalisation(null, null);

        public Normalisation {
            mean = mean == null ? List.of(0f, 0f, 0f) : List.copyOf(mean);
            std = std == null ? List.of(1f, 1f, 1f) : List.copyOf(std);
        }
    }

    /** Values of one image: width * height * 3. */
    int valuesPerImage() {
        return width * height * CHANNELS;
    }

    /** Bytes of one image in the input tensor. */
    int bytesPerImage() {
        return valuesPerImage() * type.bytes;
    }

    /** Shape of a tensor with a number of images; -1 is any number. */
    long[] shape(long images) {
        return layout == Layout.NHWC
                ? new long[] {images, height, width, CHANNELS}
                : new long[] {images, CHANNELS, height, width};
    }
}

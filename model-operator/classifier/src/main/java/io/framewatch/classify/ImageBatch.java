package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Images on their way into a model: one direct buffer, allocated once and filled image by image, in
 * the layout that the model takes. An image is added whole or not at all. Not thread-safe; the one
 * who made it closes it.
 */
public final class ImageBatch implements AutoCloseable {

    private final ModelManifest manifest;
    private final int capacity;
    private final ByteBuffer pixels;
    private final FloatBuffer logits;
    private final PixelWriter writer;
    private final JpegDecoder jpegDecoder;
    private int size;
    private long decodeNanos;

    ImageBatch(ModelManifest manifest, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " must be at least 1");
        }
        ModelInput input = manifest.input();
        this.manifest = manifest;
        this.capacity = capacity;
        pixels = direct(Math.multiplyExact(capacity, input.bytesPerImage()));
        logits = direct(capacity * manifest.labels().size() * Float.BYTES).asFloatBuffer();
        writer = new PixelWriter(input);
        jpegDecoder = new JpegDecoder(input.width(), input.height());
    }

    /**
     * Decodes a JPEG (baseline or progressive, colour or grey, any subsampling) and adds it.
     *
     * @throws UndecodableImageException if it is no sound JPEG of the size that the model takes
     * @throws IllegalStateException if the batch is full
     */
    public void addJpeg(byte[] jpeg) throws UndecodableImageException {
        ByteBuffer slot = nextSlot();
        long start = System.nanoTime();
        byte[] rgb = jpegDecoder.decode(jpeg);
        decodeNanos = System.nanoTime() - start;
        writer.write(rgb, slot);
        size++;
    }

    /**
     * Adds a raw image: RGB, 8 bits a channel, rows from the top without padding.
     *
     * @throws UndecodableImageException if it is not of the size that the model takes
     * @throws IllegalStateException if the batch is full
     */
    public void addRgb(byte[] rgb) throws UndecodableImageException {
        ModelInput input = manifest.input();
        ByteBuffer slot = nextSlot();
        if (rgb.length != input.valuesPerImage()) {
            throw new UndecodableImageException(
                    "raw image of %d bytes must have %d (%dx%d RGB)"
                            .formatted(
                                    rgb.length,
                                    input.valuesPerImage(),
                                    input.width(),
                                    input.height()));
        }
        decodeNanos = 0;
        writer.write(rgb, slot);
        size++;
    }

    /**
     * How long it took to decode the image that was added last, nanoseconds; 0 for a raw one. What
     * adding it took besides is writing its pixels in the model's layout and type.
     */
    public long decodeNanos() {
        return decodeNanos;
    }

    /** Number of images in the batch. */
    public int size() {
        return size;
    }

    /** Whether no further image can be added. */
    public boolean isFull() {
        return size == capacity;
    }

    /** Makes the batch empty again. */
    public void clear() {
        size = 0;
    }

    /** Frees the decoder; the buffers go with the object. Idempotent. */
    @Override
    public void close() {
        jpegDecoder.close();
    }

    ModelManifest manifest() {
        return manifest;
    }

    /** The tensor of the images that are in the batch. */
    ByteBuffer pixels() {
        return slice(0, size);
    }

    /** Room for the logits of the images that are in the batch. */
    FloatBuffer logits() {
        return logits.slice(0, size * manifest.labels().size());
    }

    /** The logits of one image. */
    FloatBuffer logits(int image) {
        int labels = manifest.labels().size();
        return logits.slice(image * labels, labels);
    }

    private ByteBuffer nextSlot() {
        if (isFull()) {
            throw new IllegalStateException("batch of " + capacity + " images is full");
        }
        return slice(size, 1);
    }

    private ByteBuffer slice(int from, int images) {
        int bytes = manifest.input().bytesPerImage();
        return pixels.slice(from * bytes, images * bytes).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}

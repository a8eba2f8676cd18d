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
    private final int embeddingLength;
    private final PixelWriter writer;
    private final JpegDecoder jpegDecoder;
    private final ByteBuffer rgb; // of a JPEG; null if the model takes it as it is
    private FloatBuffer embeddings;
    private boolean withEmbeddings;
    private int size;
    private long decodeNanos;

    ImageBatch(ModelManifest manifest, int capacity, int embeddingLength) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " must be at least 1");
        }
        ModelInput input = manifest.input();
        this.manifest = manifest;
        this.capacity = capacity;
        this.embeddingLength = embeddingLength;
        pixels = direct(Math.multiplyExact(capacity, input.bytesPerImage()));
        logits = directFloats(manifest.labels().size());
        writer = new PixelWriter(input);
        jpegDecoder = new JpegDecoder(input.width(), input.height());
        rgb = writer.takesRgb() ? null : direct(input.valuesPerImage());
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
        jpegDecoder.decode(jpeg, rgb == null ? slot : rgb);
        decodeNanos = System.nanoTime() - start;
        if (rgb != null) {
            writer.write(rgb, slot);
        }
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
        writer.write(ByteBuffer.wrap(rgb), slot);
        size++;
    }

    /**
     * Says whether the next classification also gives the {@link #embedding} of each image. It
     * costs no run of its own. The room is allocated when it is first wanted, and then kept.
     *
     * @throws IllegalStateException if embeddings are wanted and the model gives none, see {@link
     *     Classifier#embeddingLength()}
     */
    public void wantEmbeddings(boolean wanted) {
        if (wanted && embeddingLength == 0) {
            throw new IllegalStateException("model " + manifest.title() + " gives no embedding");
        }
        if (wanted && embeddings == null) {
            embeddings = directFloats(embeddingLength);
        }
        withEmbeddings = wanted;
    }

    /**
     * The embedding of an image after it was classified.
     *
     * @param image number of the image, from 0
     * @return a view that changes with the next classification
     * @throws IllegalStateException if embeddings were not {@link #wantEmbeddings wanted}
     */
    public FloatBuffer embedding(int image) {
        if (!withEmbeddings) {
            throw new IllegalStateException("embeddings of the batch were not wanted");
        }
        return embeddings.slice(image * embeddingLength, embeddingLength);
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

    /** The images that are in the batch, and the room behind them. */
    ByteBuffer pixels() {
        return pixels;
    }

    /** Room for what the model computes, for as many images as {@link #pixels()}. */
    Outputs outputs() {
        return new Outputs(logits, withEmbeddings ? embeddings : null);
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
        int bytes = manifest.input().bytesPerImage();
        return pixels.slice(size * bytes, bytes).order(ByteOrder.nativeOrder());
    }

    private FloatBuffer directFloats(int each) {
        return direct(Math.multiplyExact(capacity, each * Float.BYTES)).asFloatBuffer();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}

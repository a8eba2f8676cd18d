package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The input of a model: one direct buffer, allocated once and filled image by image, in the model's
 * layout. An image is added whole or not at all. Not thread-safe. The caller that made it closes
 * it.
 */
public final class ImageBatch implements AutoCloseable {

    private final ModelManifest manifest;
    private final int capacity;
    private final ByteBuffer pixels;
    private final FloatBuffer logits;
    private final int embeddingLength;
    private final PixelWriter writer;
    private final JpegDecoder jpegDecoder;
    private final ByteBuffer rgb; // pixels of a JPEG; null if the decoder writes into the batch
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
     * @throws UndecodableImageException if it is damaged or not a JPEG of the model's size
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
     * @throws UndecodableImageException if it is not of the model's size
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
     * Says whether the next classification also gives the {@link #embedding} of each image. This
     * costs no further run. The buffer is allocated at the first request and kept.
     *
     * @throws IllegalStateException if embeddings are requested and the model gives none, see
     *     {@link Classifier#embeddingLength()}
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
     * @throws IllegalStateException if embeddings were not requested by {@link #wantEmbeddings}
     */
    public FloatBuffer embedding(int image) {
        if (!withEmbeddings) {
            throw new IllegalStateException("embeddings of the batch were not requested");
        }
        return embeddings.slice(image * embeddingLength, embeddingLength);
    }

    /**
     * Nanoseconds of decoding the image that was added last; 0 for a raw image. The rest of the
     * time of adding it is the conversion to the model's layout and type.
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

    /** The buffer of the images, with its free space. */
    ByteBuffer pixels() {
        return pixels;
    }

    /** Buffers for the model's outputs, for as many images as {@link #pixels()}. */
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

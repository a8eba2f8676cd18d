package io.framewatch.classify;

import java.nio.ByteBuffer;

/**
 * A loaded model. Thread-safe, but must not be closed while a call runs. The caller that opened it
 * closes it.
 */
interface Inference extends AutoCloseable {

    /**
     * Runs the model once for all requested outputs.
     *
     * @param pixels direct buffer in native order with at least {@code images} images in the layout
     *     of the manifest's input
     * @param images number of images, at least 1
     * @param outputs receives images * labels logits and, if requested, images * {@link
     *     #embeddingLength()} values. It has room for as many images as {@code pixels}; values
     *     behind those of the images are undefined afterwards
     * @throws IllegalStateException if the runtime fails
     */
    void run(ByteBuffer pixels, int images, Outputs outputs);

    /** Number of values of an embedding; 0 if the model gives none, or leaves its length open. */
    int embeddingLength();

    /**
     * Frees the native memory.
     *
     * @throws IllegalStateException if the runtime fails
     */
    @Override
    void close();
}

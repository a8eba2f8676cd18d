package io.framewatch.classify;

import java.nio.ByteBuffer;

/**
 * A model that is loaded. Thread-safe, but must not be closed while a call runs; whoever opened it
 * closes it.
 */
interface Inference extends AutoCloseable {

    /**
     * Runs the model once, whatever is wanted of it.
     *
     * @param pixels direct buffer in native order with room for the images or more, each laid out
     *     as the manifest's input says
     * @param images number of images, at least 1
     * @param outputs receives images * labels logits and, if wanted, images * {@link
     *     #embeddingLength()} values; with room for as many images as the pixels, of which what
     *     lies behind these images is undefined afterwards
     * @throws IllegalStateException if the runtime fails
     */
    void run(ByteBuffer pixels, int images, Outputs outputs);

    /** Values of an image's embedding; 0 if the model gives none, or leaves its length open. */
    int embeddingLength();

    /**
     * Frees the native memory.
     *
     * @throws IllegalStateException if the runtime fails
     */
    @Override
    void close();
}

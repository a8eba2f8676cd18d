package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A model that is loaded. Thread-safe, but must not be closed while a call runs; whoever opened it
 * closes it.
 */
interface Inference extends AutoCloseable {

    /**
     * Runs the model.
     *
     * @param pixels direct buffer in native order with exactly the given number of images, laid out
     *     as the manifest's input says
     * @param images number of images, at least 1
     * @param logits direct buffer in native order that receives images * labels logits
     * @throws IllegalStateException if the runtime fails
     */
    void run(ByteBuffer pixels, int images, FloatBuffer logits);

    /**
     * Frees the native memory.
     *
     * @throws IllegalStateException if the runtime fails
     */
    @Override
    void close();
}

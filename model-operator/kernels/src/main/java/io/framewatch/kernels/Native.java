package io.framewatch.kernels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The functions of the native library. They check nothing: the caller vouches for every size, and
 * that {@link KernelLibrary} has loaded the library. Thread-safe for calls with other scratch and
 * outputs.
 */
final class Native {

    private Native() {}

    /** One bit for each of the {@link Instructions} that can be used here: {@code 1 << ordinal}. */
    static native int availableInstructions();

    /**
     * Zeroed memory that starts at a page, in big-endian order as all new buffers are; null if the
     * system has none. It is not freed with the buffer.
     */
    static native ByteBuffer allocate(long bytes);

    /** Frees what {@link #allocate} gave, once; nobody may use a view of it any more. */
    static native void free(ByteBuffer memory);

    /**
     * Runs a plan on the calling thread. All buffers are direct and in native order; of each the
     * whole capacity is meant, whatever position and limit are.
     *
     * @param embeddings null if nobody wants them
     * @param instructions ordinal of one of the available {@link Instructions}
     */
    static native void run(
            ByteBuffer plan,
            ByteBuffer weights,
            ByteBuffer scratch,
            ByteBuffer pixels,
            int images,
            FloatBuffer logits,
            FloatBuffer embeddings,
            int instructions);
}

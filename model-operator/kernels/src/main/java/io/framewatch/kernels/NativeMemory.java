package io.framewatch.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside of Java's heap that starts at a page and is freed when it is closed. The JVM does
 * not count it as direct memory: Flink limits that to what the network needs, and the weights of a
 * large model are more. Whoever allocates it closes it, when nobody reads or writes it any more.
 * Not thread-safe.
 */
final class NativeMemory implements AutoCloseable {

    private ByteBuffer buffer;

    private NativeMemory(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Allocates zeros.
     *
     * @param floats number of floats, at least 1
     * @throws ArithmeticException if they are 2 GiB or more
     * @throws IllegalStateException if the system has no memory left
     */
    static NativeMemory ofFloats(int floats) {
        if (floats < 1) {
            throw new IllegalArgumentException(
                    "memory of %d floats must have at least 1".formatted(floats));
        }
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        ByteBuffer buffer = Native.allocate(bytes);
        if (buffer == null) {
            throw new IllegalStateException(
                    "the system has no %d bytes of memory for the kernels".formatted(bytes));
        }
        return new NativeMemory(buffer.order(ByteOrder.nativeOrder()));
    }

    /** All of it, in native order, always the same buffer. */
    ByteBuffer buffer() {
        if (buffer == null) {
            throw new IllegalStateException("memory is closed");
        }
        return buffer;
    }

    /** Frees the memory. Idempotent. */
    @Override
    public void close() {
        if (buffer != null) {
            Native.free(buffer);
            buffer = null;
        }
    }
}

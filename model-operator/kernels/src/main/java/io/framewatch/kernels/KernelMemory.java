package io.framewatch.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that the native library reads and writes. */
final class KernelMemory {

    private static final int CACHE_LINE = 64;

    private KernelMemory() {}

    /** Zeros in a direct buffer in native order, aligned to cache lines. */
    static ByteBuffer allocate(int floats) {
        int bytes = Math.addExact(Math.multiplyExact(floats, Float.BYTES), CACHE_LINE);
        return ByteBuffer.allocateDirect(bytes)
                .alignedSlice(CACHE_LINE)
                .order(ByteOrder.nativeOrder());
    }
}

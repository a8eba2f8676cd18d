package io.framewatch.mobileformer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A contiguous run of elements in a file. Tensors are views of it. Elements are read on demand. */
interface Storage {

    ElementType type();

    /** Number of elements; the file has all of them. */
    long size();

    /**
     * Bytes of this storage, little-endian.
     *
     * @param from the first byte
     * @param length number of bytes, at most as many as there are
     */
    ByteBuffer read(long from, int length) throws IOException;
}

package io.framewatch.mobileformer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A run of elements in a file, of which tensors are views. Nothing is read before it is asked. */
interface Storage {

    ElementType type();

    /** Number of elements; as many are in the file. */
    long size();

    /**
     * Bytes of this storage, little-endian.
     *
     * @param from the first byte
     * @param length number of bytes, at most as many as there are
     */
    ByteBuffer read(long from, int length) throws IOException;
}

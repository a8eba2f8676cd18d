package io.framewatch.mobileformer.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A storage that is a part of a file.
 *
 * @param file the whole file
 * @param start the byte where the elements begin
 */
record FileStorage(ByteBuffer file, int start, ElementType type, long size) implements Storage {

    FileStorage {
        if (size < 0 || size > (file.limit() - start) / type.size()) {
            throw new IllegalArgumentException(
                    "%d elements of type %s at byte %d must be in its %d bytes"
                            .formatted(size, type, start, file.limit()));
        }
    }

    @Override
    public ByteBuffer read(long from, int length) {
        return file.slice(start + (int) from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The offset behind the last byte. */
    int end() {
        return start + (int) size * type.size();
    }
}

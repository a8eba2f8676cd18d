package io.framewatch.classify;

import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of one image after the other as input of an image reader, without copying them. */
final class BytesImageInput extends ImageInputStreamImpl {

    private static final int END = -1;

    private byte[] bytes = {};

    /** Starts over with another image. */
    void reset(byte[] image) {
        bytes = image;
        streamPos = 0;
        flushedPos = 0;
        bitOffset = 0;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : END;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return END;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}

package io.framewatch.ingest.capture;

import java.util.Set;

/**
 * Follows the pictures of an H.264 stream by the headers of their slices. Finds where pictures are
 * missing that others refer to, which is a gap in frame_num (ITU-T H.264 7.4.3): a relay that
 * leaves out pictures for a slow client numbers its RTP packets anew, so nothing else tells. Finds
 * pictures of two fields that come in a packet each. Not thread-safe.
 */
final class H264Pictures {

    private static final int SLICE = 1;
    private static final int IDR_SLICE = 5;
    private static final int PARAMETERS = 7;
    private static final int UNKNOWN = -1;

    /** Profiles whose parameters tell the colour format. */
    private static final Set<Integer> HIGH =
            Set.of(44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244);

    /** Bytes of the length before each unit; 0 in the byte stream format. */
    private final int lengthBytes;

    private int frameNumberBits;
    private boolean separatePlanes;
    private boolean framesOnly;
    private boolean gapsAllowed;
    private int lastReference = UNKNOWN;
    private Header last = Header.NONE;
    private boolean gap;
    private boolean secondField;

    /** What the first slice of a picture says; field is 0 for a frame, else 1 or 2. */
    private record Header(int frameNumber, int field) {
        private static final Header NONE = new Header(UNKNOWN, 0);
    }

    /**
     * Begins before the first packet.
     *
     * @param extradata what the container or the description says of the stream; may be empty
     */
    H264Pictures(byte[] extradata) {
        boolean isAvcc = extradata.length > 8 && extradata[0] == 1;
        this.lengthBytes = isAvcc ? (extradata[4] & 3) + 1 : 0;
        if (isAvcc) {
            readParameters(extradata, 8);
        } else {
            readUnits(extradata);
        }
    }

    /**
     * Takes the next packet in the order of decoding.
     *
     * @param head its beginning
     */
    void follow(byte[] head) {
        gap = false;
        secondField = false;
        if (!readUnits(head)) {
            lastReference = UNKNOWN;
            last = Header.NONE;
        }
    }

    /** Whether a picture is missing before the latest packet. */
    boolean isAfterGap() {
        return gap;
    }

    /** Whether the latest packet is the second field of the picture whose first one came before. */
    boolean isSecondField() {
        return secondField;
    }

    /** Reads the units until the first slice; returns false if there is none. */
    private boolean readUnits(byte[] data) {
        for (int unit = next(data, 0); unit < data.length; unit = next(data, unit)) {
            int type = data[unit] & 0x1f;
            if (type == PARAMETERS) {
                readParameters(data, unit);
            } else if (type == SLICE || type == IDR_SLICE) {
                readSlice(data, unit);
                return true;
            }
        }
        return false;
    }

    /**
     * Finds where the next unit begins.
     *
     * @param from the unit before, or 0 at the beginning
     * @return at least the length of the data if there is none
     */
    private int next(byte[] data, int from) {
        if (lengthBytes == 0) {
            for (int i = from; i + 3 < data.length; i++) {
                if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                    return i + 3;
                }
            }
            return data.length;
        }
        long start = from == 0 ? 0 : from + length(data, from - lengthBytes);
        return (int) Math.min(data.length, start + lengthBytes);
    }

    private long length(byte[] data, int at) {
        long length = 0;
        for (int i = at; i < at + lengthBytes; i++) {
            length = length << 8 | data[i] & 0xff;
        }
        return length;
    }

    /** ITU-T H.264 7.3.2.1.1, as far as the headers of slices need it. */
    private void readParameters(byte[] data, int unit) {
        H264Bits bits = new H264Bits(data, unit + 1);
        int profile = bits.number(8);
        bits.skipBytes(2);
        bits.golomb();
        separatePlanes = HIGH.contains(profile) && readColours(bits);
        frameNumberBits = bits.golomb() + 4;
        readOrder(bits);
        bits.golomb(); // reference frames
        gapsAllowed = bits.flag();
        bits.golomb(); // width
        bits.golomb(); // height
        framesOnly = bits.flag();
    }

    /** Returns whether the colour planes are coded separately. */
    private static boolean readColours(H264Bits bits) {
        int format = bits.golomb();
        boolean separate = format == 3 && bits.flag();
        bits.golomb();
        bits.golomb();
        bits.flag();
        if (bits.flag()) {
            for (int list = 0; list < (format == 3 ? 12 : 8); list++) {
                if (bits.flag()) {
                    skipScalingList(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return separate;
    }

    private static void skipScalingList(H264Bits bits, int size) {
        int scale = 8;
        for (int i = 0; i < size && scale != 0; i++) {
            scale = scale + bits.signedGolomb() & 0xff;
        }
    }

    private static void readOrder(H264Bits bits) {
        int type = bits.golomb();
        if (type == 0) {
            bits.golomb();
        } else if (type == 1) {
            bits.flag();
            bits.golomb();
            bits.golomb();
            int count = bits.golomb();
            for (int i = 0; i < count && !bits.isAtEnd(); i++) {
                bits.golomb();
            }
        }
    }

    /** ITU-T H.264 7.3.3, as far as the field. */
    private void readSlice(byte[] data, int unit) {
        if (frameNumberBits == 0) {
            return;
        }
        H264Bits bits = new H264Bits(data, unit + 1);
        bits.golomb();
        bits.golomb();
        bits.golomb();
        if (separatePlanes) {
            bits.number(2);
        }
        int number = bits.number(frameNumberBits);
        int field = framesOnly || !bits.flag() ? 0 : 1 + bits.number(1);
        Header header = new Header(number, field);
        boolean isIdr = (data[unit] & 0x1f) == IDR_SLICE;
        secondField = isSecond(header);
        gap = !isIdr && !gapsAllowed && isGap(number);
        last = secondField ? Header.NONE : header;
        boolean isReference = (data[unit] & 0x60) != 0;
        if (isReference) {
            lastReference = number;
        } else if (gap) {
            lastReference = number - 1 & (1 << frameNumberBits) - 1; // told once
        }
    }

    private boolean isSecond(Header header) {
        return header.field != 0
                && last.field == 3 - header.field
                && last.frameNumber == header.frameNumber;
    }

    private boolean isGap(int number) {
        int modulus = 1 << frameNumberBits;
        return lastReference != UNKNOWN
                && number != lastReference
                && number != (lastReference + 1) % modulus;
    }
}

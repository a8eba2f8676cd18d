package io.framewatch.ingest.reliability;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes as bad disks, cards and networks do. The same seed gives the same damage. */
final class TestingDamage {

    private static final int HEAD = 512;
    private static final int MAX_RANGE = 4096;
    private static final int MAX_DAMAGES = 3;

    private final Random random;
    private final List<Kind> done = new ArrayList<>();

    private enum Kind {
        BITS_FLIPPED,
        BITS_FLIPPED_IN_HEAD,
        OVERWRITTEN,
        ZEROED,
        TRUNCATED,
        REMOVED,
        DUPLICATED
    }

    TestingDamage(Random random) {
        this.random = random;
    }

    /** Returns other bytes, damaged up to three times. */
    byte[] of(byte[] intact) {
        byte[] bytes = intact.clone();
        for (int i = random.nextInt(MAX_DAMAGES); i >= 0 && bytes.length > 0; i--) {
            bytes = damage(bytes, Kind.values()[random.nextInt(Kind.values().length)]);
        }
        return bytes;
    }

    /** What was done so far. */
    @Override
    public String toString() {
        return done.toString();
    }

    private byte[] damage(byte[] bytes, Kind kind) {
        done.add(kind);
        int start = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, start + 1 + random.nextInt(MAX_RANGE));
        switch (kind) {
            case BITS_FLIPPED -> flip(bytes, bytes.length);
            case BITS_FLIPPED_IN_HEAD -> flip(bytes, Math.min(HEAD, bytes.length));
            case OVERWRITTEN -> {
                for (int i = start; i < end; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            case ZEROED -> Arrays.fill(bytes, start, end, (byte) 0);
            case TRUNCATED -> {
                return Arrays.copyOf(bytes, start);
            }
            case REMOVED -> {
                return join(bytes, start, end);
            }
            case DUPLICATED -> {
                return join(bytes, end, start);
            }
        }
        return bytes;
    }

    private void flip(byte[] bytes, int length) {
        for (int i = random.nextInt(1 + length / 100); i >= 0; i--) {
            bytes[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** The bytes until the first place, and those from the second one. */
    private static byte[] join(byte[] bytes, int until, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, until);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }
}

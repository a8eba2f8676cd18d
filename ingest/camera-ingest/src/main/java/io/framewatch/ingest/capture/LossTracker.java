package io.framewatch.ingest.capture;

import java.time.Duration;
import java.util.Optional;

/**
 * Finds the pictures that depend on lost data. Once data was lost, every picture is damaged that
 * was decoded from then on, until a key frame, or until a recovery point of a stream that refreshes
 * its pictures bit by bit. Where neither comes for long, pictures are taken again: a picture that
 * is wrong in places is better than a blind camera. Packets are numbered in the order of decoding,
 * from 1. Not thread-safe.
 */
final class LossTracker {

    /** Longest wait for a key frame, unless the stream has shown that it sends them more rarely. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More packets than a decoder holds back. */
    private static final int REMEMBERED = 256;

    /** More pictures than a key frame's leading ones, which may refer to what was before it. */
    private static final int MAX_LEADING = 16;

    private final boolean[] damaged = new boolean[REMEMBERED];
    private long packet;
    private long picture;
    private boolean lostBefore;
    private boolean waiting;
    private boolean tolerant;
    private long waitingSince;
    private long recoveredAt = Long.MAX_VALUE;
    private boolean keySeen;
    private long lastKey;
    private long lastKeyPacket;
    private long longestGap;
    private long leadingUntil;
    private long keyPts;
    private String notice;

    /** Data was lost before the next packet, or is missing in it. */
    void lost() {
        lostBefore = true;
    }

    /**
     * Numbers the next packet.
     *
     * @param kind what the packet is
     * @param pts its time stamp in any unit, or {@link Video#NO_PTS}
     * @param now monotonic time in nanoseconds
     * @return its number
     */
    long next(Packet kind, long pts, long now) {
        packet++;
        picture = kind.isSecondField() ? picture : packet;
        if (lostBefore || kind.isAfterGap()) {
            lostBefore = false;
            startWaiting(now);
        } else {
            recover(kind, pts, now);
        }
        damaged[index(packet)] = false;
        if (waiting || isLeading(pts)) {
            damage();
        }
        return packet;
    }

    /** The packet that was numbered last could not be decoded as a whole. */
    void undecodable(long now) {
        if (!tolerant) {
            startWaiting(now);
            damage();
        }
    }

    /** The picture of a packet came out with parts that the decoder made up. */
    void madeUp(long number, long now) {
        if (number > lastKeyPacket) {
            startWaiting(now);
        }
        damaged[index(number)] = true;
    }

    /** Whether the picture of a packet depends on lost data. */
    boolean isDamaged(long number) {
        return number > packet - REMEMBERED && damaged[index(number)];
    }

    /** One line, once, if pictures are taken although they may be wrong. */
    Optional<String> takeNotice() {
        Optional<String> line = Optional.ofNullable(notice);
        notice = null;
        return line;
    }

    /** The picture comes out by the number of its first field. */
    private void damage() {
        damaged[index(packet)] = true;
        damaged[index(picture)] = true;
    }

    private void recover(Packet kind, long pts, long now) {
        if (kind.isKey()) {
            key(pts, now);
        } else if (kind.isRecoveryPoint() && recoveredAt == Long.MAX_VALUE) {
            recoveredAt = packet + kind.picturesUntilExact();
        }
        if (kind.isKey() || packet >= recoveredAt) {
            waiting = false;
            recoveredAt = Long.MAX_VALUE;
        }
        giveUpWaiting(now);
    }

    private void startWaiting(long now) {
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        recoveredAt = Long.MAX_VALUE;
    }

    private void key(long pts, long now) {
        tolerant = false;
        longestGap = Math.max(longestGap, keySeen ? now - lastKey : 0);
        keySeen = true;
        lastKey = now;
        lastKeyPacket = packet;
        leadingUntil = waiting ? packet + MAX_LEADING : 0;
        keyPts = pts;
    }

    private boolean isLeading(long pts) {
        return packet <= leadingUntil && pts != Video.NO_PTS && pts < keyPts;
    }

    private void giveUpWaiting(long now) {
        long patience = Math.max(PATIENCE.toNanos(), 2 * longestGap);
        if (waiting && now - waitingSince > patience) {
            waiting = false;
            tolerant = true;
            notice =
                    "no key frame has come for %d s since data was lost: pictures are taken again,"
                                    .formatted(Duration.ofNanos(patience).toSeconds())
                            + " parts of them may be wrong";
        }
    }

    private static int index(long number) {
        return (int) (number % REMEMBERED);
    }

    /**
     * What a packet means for the ones after it.
     *
     * @param isKey whether later pictures need nothing of what was before
     * @param picturesUntilExact at a recovery point, how many pictures later the pictures are
     *     exact; otherwise -1
     * @param isAfterGap whether a picture is missing before it that others refer to
     * @param isSecondField whether it belongs to the picture of the packet before
     */
    record Packet(
            boolean isKey, int picturesUntilExact, boolean isAfterGap, boolean isSecondField) {

        /** A packet with a picture of its own, as far as is known after those before. */
        Packet(boolean isKey, int picturesUntilExact) {
            this(isKey, picturesUntilExact, false, false);
        }

        boolean isRecoveryPoint() {
            return picturesUntilExact >= 0;
        }
    }
}

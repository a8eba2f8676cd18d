package io.framewatch.ingest.capture;

import java.time.Duration;

/**
 * Decodes key frames only while the scene is still. The packets after a key frame are held as long
 * as they are no larger than those of the still scene were, each of them and, as a small object
 * adds little to each, all of them together. Then they are decoded, and all that follow. What adds
 * less than that is seen in the next key frame. Not thread-safe.
 */
final class StillPackets implements PacketChoice {

    /** Most bytes that are held. */
    static final int MAX_HELD_BYTES = 4 << 20;

    /** Fewer sizes than these do not tell how large packets of the still scene are. */
    private static final int MIN_PACKETS = 10;

    /** The mean size follows what the scene does within some seconds. */
    private static final int MEAN_PACKETS = 128;

    /** So many key frames in a row must have been whole pictures of their own. */
    private static final int MIN_KEYS = 2;

    private final long maxHeldMicros;
    private final Timeline timeline = new Timeline();
    private boolean still;
    private boolean holding;
    private boolean intraSinceKey;
    private int keys;
    private int sizes;
    private double mean;
    private double excess;
    private long largest;
    private long level;
    private long heldBytes;
    private long heldSince;

    /**
     * Makes a choice for one video.
     *
     * @param maxHeld longest time without a picture, where key frames are rarer
     */
    StillPackets(Duration maxHeld) {
        this.maxHeldMicros = maxHeld.toNanos() / 1000;
    }

    @Override
    public Verdict judge(Packet packet, long waited) {
        long now = timeline.place(packet.micros(), packet.duration());
        return packet.isKey() ? judgeKey(packet, now) : judgePredicted(packet, now);
    }

    @Override
    public boolean accepts(boolean intra) {
        intraSinceKey |= intra;
        return true;
    }

    @Override
    public void compared(boolean isStill) {
        if (!isStill) {
            sizes = 0;
            mean = 0;
            largest = 0;
        }
        still = isStill;
    }

    private Verdict judgeKey(Packet packet, long now) {
        keys = intraSinceKey ? keys + 1 : 0;
        intraSinceKey = false;
        boolean known = holding || sizes >= MIN_PACKETS;
        if (!still || !known || keys < MIN_KEYS) {
            holding = false;
            return Verdict.DECODE;
        }
        level = holding ? Math.max(largest, level * 7 / 8) : largest; // quieter nights lower it
        largest = 0;
        excess = 0;
        holding = true;
        heldBytes = packet.size();
        heldSince = now;
        return Verdict.DECODE_AND_HOLD;
    }

    private Verdict judgePredicted(Packet packet, long now) {
        largest = Math.max(largest, packet.size());
        sizes++;
        excess = Math.max(0, excess + packet.size() - mean * 1.1 - 2);
        mean += (packet.size() - mean) / Math.min(sizes, MEAN_PACKETS);
        if (!holding) {
            return Verdict.DECODE;
        }
        heldBytes += packet.size();
        if (still
                && packet.size() <= level * 5 / 4
                && excess <= level
                && heldBytes <= MAX_HELD_BYTES
                && now - heldSince <= maxHeldMicros) {
            return Verdict.HOLD;
        }
        holding = false;
        largest = Math.max(largest, level);
        return Verdict.DECODE;
    }
}
